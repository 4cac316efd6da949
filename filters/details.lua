-- Details: Div .details open=true [Div .details-summary], blocks
--   -> <details open=""><summary>...</summary> blocks </details>

local function attribute(name, value)
  if value == nil or value == '' then return '' end
  local escaped = value:gsub('&', '&amp;'):gsub('"', '&quot;'):gsub('<', '&lt;')
  return ' ' .. name .. '="' .. escaped .. '"'
end

local function details(div)
  if div.attributes.ck ~= 'details' then return nil end
  local summary = pandoc.Inlines { pandoc.Str 'Details' }
  local first = div.content[1]
  if first and first.t == 'Div' and first.classes[1] == 'details-summary' then
    summary = pandoc.utils.blocks_to_inlines(first.content)
    div.content:remove(1)
  end
  div.classes:remove(1)
  local tag = '<details' .. attribute('id', div.identifier) .. attribute('class', table.concat(div.classes, ' '))
    .. attribute('name', div.attributes.name) .. attribute('title', div.attributes.title)
    .. (div.attributes.open == 'true' and ' open="">' or '>')
  local out = pandoc.Blocks { pandoc.RawBlock('html', tag) }
  out:insert(pandoc.Plain(pandoc.Inlines { pandoc.RawInline('html', '<summary>') }
    .. summary .. { pandoc.RawInline('html', '</summary>') }))
  out:extend(div.content)
  out:insert(pandoc.RawBlock('html', '</details>'))
  return out
end

return { { Div = details } }
