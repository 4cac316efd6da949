-- Embeds: Div .embed provider=youtube url=https://... title=T
--   -> Div .embed .embed-youtube [Para [Link "T" url]], with a still: [Image still, "T"]; audio and video of the site -> <audio controls>, <video controls>

local names = {
  youtube = 'Video on YouTube', vimeo = 'Video on Vimeo', instagram = 'Post on Instagram', x = 'Post on X',
  gist = 'Gist on GitHub', video = 'Video', audio = 'Audio', pdf = 'PDF document', jupyter = 'Notebook',
  asciinema = 'Terminal recording', bilibili = 'Video on bilibili', spotify = 'Music on Spotify', qr = 'QR code',
  github = 'Repository on GitHub', gitlab = 'Repository on GitLab', codeberg = 'Repository on Codeberg',
  gitea = 'Repository on Gitea', forgejo = 'Repository on Forgejo', huggingface = 'Model on Hugging Face',
  map = 'Map', music = 'Music', soundcloud = 'Audio on SoundCloud', codepen = 'Example on CodePen', iframe = 'Embedded page',
  openapi = 'API description', swagger = 'API description', swaggerui = 'API description', redoc = 'API description',
}

-- What they are called in every language but English, where WORDS is empty.
local brands = {
  youtube = 'YouTube', vimeo = 'Vimeo', instagram = 'Instagram', x = 'X', gist = 'GitHub Gist', pdf = 'PDF', jupyter = 'Jupyter',
  asciinema = 'asciinema', bilibili = 'bilibili', spotify = 'Spotify', qr = 'QR', github = 'GitHub', gitlab = 'GitLab',
  codeberg = 'Codeberg', gitea = 'Gitea', forgejo = 'Forgejo', huggingface = 'Hugging Face', map = 'OpenStreetMap',
  soundcloud = 'SoundCloud', codepen = 'CodePen', openapi = 'OpenAPI', swagger = 'OpenAPI', swaggerui = 'OpenAPI', redoc = 'OpenAPI',
}

local function shown(attributes)
  local provider = attributes.provider
  local name = next(WORDS) and brands[provider] or names[provider] or provider or 'Embedded page'
  local title = attributes.title
  if title == nil or title == '' or title == name then return name end
  return name .. ': ' .. title
end

-- The picture that a player shows before it plays, by its address on the site.
local function poster(attributes)
  for _, pair in ipairs(pandoc.json.decode(attributes.options or '[]', false)) do
    if pair[1] == 'poster' then return pair[2] end
  end
end

local function player(tag, attributes)
  local url = attributes.url:gsub('&', '&amp;'):gsub('"', '&quot;'):gsub('<', '&lt;')
  local text = shown(attributes):gsub('&', '&amp;'):gsub('<', '&lt;')
  local picture = tag == 'video' and poster(attributes)
  local shows = picture and ' poster="' .. picture:gsub('&', '&amp;'):gsub('"', '&quot;'):gsub('<', '&lt;') .. '"' or ''
  return '<' .. tag .. ' controls=""' .. shows .. ' src="' .. url .. '"><a href="' .. url .. '">' .. text .. '</a></' .. tag .. '>'
end

local function content(attributes)
  local url = attributes.url or ''
  local provider = attributes.provider
  if (provider == 'video' or provider == 'audio') and url ~= '' and FORMAT:match('html') and attributes.player then
    return { pandoc.RawInline('html', player(provider, attributes)) }
  end
  local text = pandoc.Str(shown(attributes))
  local still = attributes.still
  local inside = { text }
  if still and still ~= '' then
    table.insert(inside, 1, pandoc.Image({}, still, '', pandoc.Attr('', { 'embed-still' }, { alt = '' })))
  end
  if url == '' then return inside end
  return { pandoc.Link(inside, url) }
end

local function attr(attributes)
  local provider = (attributes.provider or 'page'):gsub('[^%w-]', '-')
  return pandoc.Attr('', { 'embed', 'embed-' .. provider })
end

local function block(div)
  if div.attributes.ck ~= 'embed' then return nil end
  return pandoc.Div({ pandoc.Para(content(div.attributes)) }, attr(div.attributes))
end

local function inline(span)
  if span.attributes.ck ~= 'embed' then return nil end
  return pandoc.Span(content(span.attributes), attr(span.attributes))
end

return { { Div = block, Span = inline } }
