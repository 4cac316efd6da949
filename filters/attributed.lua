-- Attributes of a block that has no room for them in Pandoc: Div #a .b attributed-block=true [Para] -> <p id="a" class="b">
-- The last filter: what it writes no other one sees.

local function escaped(text)
  return (text:gsub('&', '&amp;'):gsub('<', '&lt;'):gsub('>', '&gt;'):gsub('"', '&quot;'))
end

-- `tag` is the first tag of the block without its end: '<ul class="task-list"'
local function with_attributes(tag, attr)
  if attr.identifier ~= '' and not tag:find(' id="', 1, true) then
    tag = tag .. ' id="' .. escaped(attr.identifier) .. '"'
  end
  local classes = escaped(table.concat(attr.classes, ' '))
  if classes ~= '' and tag:find(' class="', 1, true) then
    tag = tag:gsub(' class="', function() return ' class="' .. classes .. ' ' end, 1)
  elseif classes ~= '' then
    tag = tag .. ' class="' .. classes .. '"'
  end
  for name, value in pairs(attr.attributes) do
    if not tag:find(' ' .. name .. '="', 1, true) then tag = tag .. ' ' .. name .. '="' .. escaped(value) .. '"' end
  end
  return tag
end

local function attributed(div)
  if div.attributes['attributed-block'] ~= 'true' then return nil end
  div.attributes['attributed-block'] = nil
  local doc = pandoc.Pandoc(div.content, { lang = 'zxx' })
  local _, html = pandoc.log.silence(pandoc.write, doc, 'html5', pandoc.WriterOptions(OPTIONS))
  local tag, rest = html:match('^%s*(<%w[^<>]-)(/?>.*)$')
  -- Text of a tight list has no element of its own: goldmark drops the attributes too.
  if tag == nil then return div.content end
  return pandoc.RawBlock('html', with_attributes(tag, div.attr) .. rest)
end

return { { Div = attributed } }
