-- Players: an embed of audio or video asks for a player instead of a link; a book keeps it where it has the file
--   Div .embed provider=audio url=/a.mp3 -> Div .embed provider=audio url=/a.mp3 player=true

local function playing(element)
  local provider = element.attributes.provider
  if element.attributes.ck ~= 'embed' or (provider ~= 'video' and provider ~= 'audio') then return nil end
  element.attributes.player = 'true'
  return element
end

return { { Div = playing, Span = playing } }
