-- Contents: Div .toc depth=3 -> Div .toc [BulletList of links to the headings of the document]

local headings = pandoc.List {}

local function collect(header)
  if header.identifier ~= '' and not header.classes:includes('no_toc') then headings:insert(header) end
end

local function nested(from, level, depth)
  local items = {}
  local index = from
  while index <= #headings do
    local header = headings[index]
    if header.level < level then break end
    if header.level == level or #items == 0 then
      local content = header.content:walk { Note = function() return {} end, Link = function(link) return link.content end }
      local item = pandoc.Blocks { pandoc.Plain { pandoc.Link(content, '#' .. header.identifier) } }
      local inner
      inner, index = nested(index + 1, header.level + 1, depth - 1)
      if #inner > 0 and depth > 1 then item:insert(pandoc.BulletList(inner)) end
      table.insert(items, item)
    else
      index = index + 1
    end
  end
  return items, index
end

local function contents(div)
  if div.attributes.ck ~= 'toc' then return nil end
  local items = nested(1, 1, tonumber(div.attributes.depth or '3'))
  if #items == 0 then return {} end
  return pandoc.Div({ pandoc.BulletList(items) }, pandoc.Attr('', { 'toc' }))
end

return {
  { Pandoc = function(doc) headings = pandoc.List {}; doc:walk { Header = collect }; return nil end },
  { Div = contents },
}
