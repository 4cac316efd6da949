"""The language of a page whose post and site do not say it: what its script tells."""

from __future__ import annotations

from pathlib import Path

import pytest

import convertkit as ck
from convertkit.writers.page.language import language_of


def _language(folder: Path, text: str, front: str = "", config: str = "") -> str:
    (folder / "hugo.toml").write_text(config, encoding="utf-8")
    (folder / "content").mkdir(exist_ok=True)
    path = folder / "content/a.md"
    path.write_text(f"---\ntitle: A\n{front}---\n{text}\n", encoding="utf-8")
    context = ck.Context(site=ck.Site(folder))
    return language_of(ck.read(path, context=context), context)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Plain English, with a word of Greek: λόγος.", "en"),
        ("السفن ترسو في الميناء كل صباح.", "ar"),
        ("کشتی‌ها هر روز صبح در بندر پهلو می‌گیرند.", "fa"),
        ("הספינות עוגנות בנמל בכל בוקר.", "he"),
        ("船は毎朝、港に着きます。", "ja"),
        ("船只每天早上停靠在港口。", "zh"),
        ("배는 매일 아침 항구에 닿습니다.", "ko"),
        ("เรือเทียบท่าทุกเช้า", "th"),
        ("जहाज़ हर सुबह बंदरगाह पर आते हैं।", "hi"),
        ("The ship السفن is at the quay of the harbour.", "en"),
        ("Корабли стоят в порту.", "en"),
    ],
)
def test_a_script_tells_the_language(tmp_path, text, language):
    assert _language(tmp_path, text) == language


def test_what_post_or_site_say_comes_first(tmp_path):
    text = "السفن ترسو في الميناء كل صباح."
    assert _language(tmp_path, text, front="language: en\n") == "en"
    assert _language(tmp_path, text, config='languageCode = "fa-IR"\n') == "fa-IR"
    assert _language(tmp_path, "船只每天早上停靠在港口。", config='languageCode = "ja"\n') == "ja"


def test_a_page_in_arabic_runs_from_right_to_left(tmp_path):
    _language(tmp_path, "السفن ترسو في الميناء كل صباح.")
    ck.convert(tmp_path / "content/a.md", tmp_path / "a.html")
    assert '<html lang="ar" dir="rtl">' in (tmp_path / "a.html").read_text(encoding="utf-8")
