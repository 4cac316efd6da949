-- Lists: numerals are what a page makes of them, so `type="1"` is not written.
-- Tasks: an item that starts with ☐ or ☒ -> a disabled checkbox (HTML); Pandoc's own label around it is not wanted

local function boxed(blocks)
  local first = blocks[1]
  if first == nil or (first.t ~= 'Plain' and first.t ~= 'Para') then return blocks end
  local box = first.content[1]
  if box == nil or box.t ~= 'Str' or (box.text ~= '☐' and box.text ~= '☒') then return blocks end
  local checked = box.text == '☒' and ' checked=""' or ''
  first.content[1] = pandoc.RawInline('html', '<input type="checkbox" disabled=""' .. checked .. ' />')
  if first.content[2] and first.content[2].t == 'Space' then first.content[2] = pandoc.Str(' ') end
  blocks[1] = first
  return blocks
end

local function list(element)
  local content = element.content
  for index, blocks in ipairs(content) do content[index] = boxed(blocks) end
  element.content = content
  return element
end

local function ordered(element)
  if element.listAttributes.style == 'Decimal' then element.listAttributes.style = 'DefaultStyle' end
  return list(element)
end

return { { BulletList = list, OrderedList = ordered } }
