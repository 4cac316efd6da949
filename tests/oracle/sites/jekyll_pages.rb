# What Jekyll says of every document and page of a site, as JSON: ruby jekyll_pages.rb ROOT [CONFIG ...]
require "jekyll"
require "json"

root, *configs = ARGV
Jekyll.logger.log_level = ENV.fetch("LEVEL", "error").to_sym
own = { "source" => root, "destination" => File.join(root, "..", "built"), "plugins" => [], "show_drafts" => true,
        "future" => true, "unpublished" => true, "disable_disk_cache" => true }
own["config"] = configs.map { |name| File.join(root, name) } unless configs.empty?
site = Jekyll::Site.new(Jekyll.configuration(own))
site.reset
site.read

def plain(value)
  case value
  when Hash then value.to_h { |key, item| [key.to_s, plain(item)] }
  when Array then value.map { |item| plain(item) }
  when Time, Date, DateTime then value.iso8601
  when String, Numeric, true, false, nil then value
  end
end

documents = site.documents.map do |doc|
  data = doc.data.to_h
  { "path" => File.join(site.collections_path, doc.relative_path), "label" => doc.collection.label, "url" => doc.url,
    "title" => data["title"], "date" => doc.date.iso8601, "dated" => doc.date != site.time, "slug" => data["slug"],
    "categories" => data["categories"], "tags" => data["tags"], "draft" => doc.draft?, "published" => doc.published?,
    "values" => plain(data.reject { |key, _| %w(excerpt date title slug categories tags ext draft).include?(key) }),
    "next" => doc.next_doc&.path, "previous" => doc.previous_doc&.path }
end
pages = site.pages.map do |page|
  { "path" => File.join(root, page.path), "label" => "pages", "url" => page.url, "title" => page["title"],
    "values" => plain(page.data.to_h) }
end
puts JSON.generate({ "documents" => documents, "pages" => pages, "base_url" => site.config["url"].to_s + site.config["baseurl"].to_s })
