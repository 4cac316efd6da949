-- Small things in a line: Span .badge kind=k link=/x "b" -> Span .badge .badge-k or a link; Span .keyboard -> <kbd>;
-- Span .icon -> nothing; Span .termref -> <dfn>-like Span; Div .term name=id names=["T"] -> DefinitionList;
-- what is left of our marks loses its attributes.

local function badge(attributes, content)
  local kind = (attributes.kind or ''):gsub('[^%w-]', '-')
  local classes = { 'badge' }
  if kind ~= '' then table.insert(classes, 'badge-' .. kind) end
  local link = attributes.link
  if link and link ~= '' then return pandoc.Link(content, link, '', pandoc.Attr('', classes)) end
  return pandoc.Span(content, pandoc.Attr('', classes))
end

local function inline(span)
  local mark = span.attributes.ck
  if mark == nil or mark == 'note' then return nil end
  if mark == 'badge' then return badge(span.attributes, span.content) end
  if mark == 'icon' then return {} end
  if mark == 'keyboard' then
    if not FORMAT:match('html') then return pandoc.Code(pandoc.utils.stringify(span.content)) end
    return pandoc.Inlines { pandoc.RawInline('html', '<kbd>') } .. span.content .. { pandoc.RawInline('html', '</kbd>') }
  end
  if mark == 'termref' then return pandoc.Span(span.content, pandoc.Attr('', { 'term' })) end
  return span.content
end

local function term(div)
  local names = pandoc.json.decode(div.attributes.names or '[]', false)
  local shown = pandoc.Span({ pandoc.Str(table.concat(names, ', ')) }, pandoc.Attr(div.attributes.name or ''))
  return pandoc.DefinitionList { { pandoc.Inlines { shown }, { div.content } } }
end

local function block(div)
  local mark = div.attributes.ck
  if mark == nil then return nil end
  if mark == 'term' then return term(div) end
  if mark == 'badge' then return pandoc.Para { badge(div.attributes, pandoc.utils.blocks_to_inlines(div.content)) } end
  if mark == 'icon' or mark == 'comment' then return {} end
  if mark == 'keyboard' then return pandoc.Para { pandoc.Code(pandoc.utils.stringify(div.content)) } end
  return div.content
end

return { { Div = block, Span = inline } }
