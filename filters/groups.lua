-- Cards, columns, steps, galleries, file trees:
--   Div .group kind=cards [Div .item link=/x [Div .item-title T], blocks]
--   -> Div .group .group-cards [Div .item [Para **[T](/x)**, blocks]]; steps -> OrderedList
--   Div .filetree [Div .entry name=a [Div .entry name=b]] -> Div .filetree [BulletList [Plain `a`, BulletList ...]]

local function item_content(div)
  local content = pandoc.Blocks {}
  local rest = div.content
  local title
  if rest[1] and rest[1].t == 'Div' and rest[1].classes[1] == 'item-title' then
    title = pandoc.utils.blocks_to_inlines(rest[1].content)
    rest:remove(1)
  end
  if rest[1] and rest[1].t == 'Para' and #rest[1].content == 1 and rest[1].content[1].t == 'Image' then
    content:insert(rest:remove(1))
  end
  if div.attributes.image and div.attributes.image ~= '' then
    content:insert(pandoc.Para { pandoc.Image({}, div.attributes.image) })
  end
  local link = div.attributes.link
  if link and link ~= '' then title = pandoc.Inlines { pandoc.Link(title or { pandoc.Str(link) }, link) } end
  if title then content:insert(pandoc.Para { pandoc.Strong(title) }) end
  content:extend(rest)
  return content
end

local function entry_list(blocks)
  local items = {}
  for _, block in ipairs(blocks) do
    if block.t == 'Div' and block.attributes.ck == 'entry' then
      local name = block.attributes.name or ''
      local text = { pandoc.Code(block.attributes.kind == 'folder' and name .. '/' or name) }
      local link = block.attributes.link
      if link and link ~= '' then text = { pandoc.Link(text, link) } end
      local content = pandoc.Blocks { pandoc.Plain(text) }
      local inner = entry_list(block.content)
      if #inner > 0 then content:insert(pandoc.BulletList(inner)) end
      table.insert(items, content)
    end
  end
  return items
end

local function groups(div)
  local mark = div.attributes.ck
  if mark == 'item' then
    local content = item_content(div)
    return #content > 0 and pandoc.Div(content, pandoc.Attr('', { 'item' })) or {}
  end
  if mark == 'group' then
    local kind = (div.attributes.kind or 'cards'):gsub('[^%w-]', '-')
    return pandoc.Div(div.content, pandoc.Attr('', { 'group', 'group-' .. kind }))
  end
  if mark == 'gallery' then return pandoc.Div(div.content, pandoc.Attr('', { 'gallery' })) end
  if mark == 'filetree' then
    return pandoc.Div({ pandoc.BulletList(entry_list(div.content)) }, pandoc.Attr('', { 'filetree' })), false
  end
  -- A file that stands in no tree
  if mark == 'entry' then return pandoc.BulletList(entry_list { div }), false end
  return nil
end

return { { traverse = 'topdown', Div = groups } }
