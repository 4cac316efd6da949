# What Liquid makes of each document and page of a Jekyll site, and the body that Markdown makes of that, as JSON.
# Usage: ruby stage.rb SITE SECONDS; the site's plugins stay out, code is not coloured, the site's time is given.
require "jekyll"
require "json"

module Stage
  TEXTS = {}

  def render_liquid(content, payload, info, path = nil)
    out = super
    TEXTS[document.relative_path] ||= out if path == document.path
    out
  end
end
Jekyll::Renderer.prepend(Stage)
Jekyll.logger.log_level = :error

source, time = ARGV
ENV["TZ"] = "UTC"
given = File.file?("#{source}/_config.yml") ? YAML.load_file("#{source}/_config.yml") : {}
ours = { "source" => source, "destination" => "#{source}/_site", "plugins" => [], "whitelist" => [], "quiet" => true,
         "disable_disk_cache" => true, "highlighter" => "none", "future" => true }
site = Jekyll::Site.new(Jekyll.configuration(given.merge(ours)))
site.time = Time.at(Integer(time))
site.read
payload = site.site_payload
bodies = {}
errors = {}
documents = site.collections.values.flat_map(&:docs) + site.pages
raw = documents.to_h { |document| [document.relative_path, document.content] }
documents.each do |document|
  document.renderer.payload = payload
  document.output = document.renderer.run
  bodies[document.relative_path] = document.content
rescue StandardError, SyntaxError, SystemStackError => e
  errors[document.relative_path] = e.message.lines.first.to_s.strip
end
urls = documents.to_h { |document| [document.relative_path, document.url] }
puts JSON.generate("texts" => raw.merge(Stage::TEXTS), "bodies" => bodies, "errors" => errors, "urls" => urls)
