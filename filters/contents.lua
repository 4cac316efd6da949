-- Contents: Div .toc depth=3 -> Div .toc [BulletList of links to the headings of the document]
-- With a name, as kramdown has it: <ul id="name"> and links with ids, <a href="#x" id="name-x">

local headings = pandoc.List {}

local function collect(header)
  if header.identifier ~= '' and not header.classes:includes('no_toc') then headings:insert(header) end
end

local function link(content, identifier, name)
  local attr = name and pandoc.Attr(name .. '-' .. identifier) or pandoc.Attr()
  return pandoc.Link(content, '#' .. identifier, '', attr)
end

local function named(items, name)
  local out = pandoc.Blocks { pandoc.RawBlock('html', '<ul id="' .. name:gsub('[^%w-]', '-') .. '">') }
  for _, item in ipairs(items) do
    out:insert(pandoc.RawBlock('html', '<li>'))
    out:extend(item)
    out:insert(pandoc.RawBlock('html', '</li>'))
  end
  out:insert(pandoc.RawBlock('html', '</ul>'))
  return out
end

local function nested(from, level, depth, name)
  local items = {}
  local index, top = from, nil
  while index <= #headings do
    local header = headings[index]
    if header.level < level then break end
    -- The first heading tells how deep this list lies: pages often start at h2.
    top = top or header.level
    if header.level <= top then
      local content = header.content:walk { Note = function() return {} end, Link = function(link) return link.content end }
      local item = pandoc.Blocks { pandoc.Plain { link(content, header.identifier, name) } }
      local inner
      inner, index = nested(index + 1, header.level + 1, depth - 1, name)
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
  local name = div.attributes.name
  local items = nested(1, 1, tonumber(div.attributes.depth or '3'), name)
  if #items == 0 then return {} end
  if name and name ~= '' then return named(items, name) end
  return pandoc.Div({ pandoc.BulletList(items) }, pandoc.Attr('', { 'toc' }))
end

return {
  { Pandoc = function(doc) headings = pandoc.List {}; doc:walk { Header = collect }; return nil end },
  { Div = contents },
}
