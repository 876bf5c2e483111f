"""The glossary: few words, plain sentences, and first uses that carry them."""

import re

import pytest

from pages.ui import glossary
from pages.ui.playback import Story


def test_there_are_at_most_25_terms_each_with_one_short_sentence():
    assert len(glossary.TERMS) <= 25
    for term, sentence in glossary.TERMS.items():
        assert sentence.endswith(".") and sentence.count(". ") == 0, term
        assert len(sentence.split()) <= 20, term


def test_other_forms_belong_to_a_term():
    assert set(glossary.FORMS.values()) <= set(glossary.TERMS)


def test_the_first_use_is_marked_and_only_the_first():
    first, second = glossary.marked(["The losses fall: the loss, then the Loss.", "An epoch, two epochs, and a loss."])
    assert first == "The losses fall: the [[loss]], then the Loss."
    assert second == "An [[epoch]], two epochs, and a loss."


def test_another_form_of_a_term_is_explained_by_it():
    (text,) = glossary.marked(["It diverges."])
    assert text == "It [[diverges|diverge]]."
    assert glossary.used([text]) == {"diverge": glossary.TERMS["diverge"]}
    assert "<abbr title=" in glossary.as_html(text) and ">diverges</abbr>" in glossary.as_html(text)


def test_the_longest_term_wins_and_parts_of_words_do_not_count():
    assert glossary.marked(["The lowest loss is not glossy."]) == ["The [[lowest loss]] is not glossy."]


@pytest.mark.parametrize("text", ["`loss` in code", "$loss$ in a formula", "[a link](loss)", ":red-badge[loss]"])
def test_code_formulas_and_links_are_left_alone(text):
    assert glossary.marked([text]) == [text]


def test_what_was_explained_before_is_not_explained_again():
    assert glossary.marked(["the loss"], known=["loss"]) == ["the loss"]


def test_text_is_never_markup():
    assert glossary.as_html("a <b> & c") == "a &lt;b> &amp; c"


def test_a_story_is_told_as_text_with_its_terms():
    told = Story("It cost \\$5.", "The loss fell to \\$3.", ("Because of the epoch.",), ("The loss again.",)).told()
    assert told["headline"] == "It cost $5." and told["evidence"] == "The [[loss]] fell to $3."
    assert told["more"] == ["The loss again."] and told["why"] == ["Because of the [[epoch]]."]
    assert set(told["glossary"]) == {"loss", "epoch"}
    assert not re.search(r"\\", str(told["evidence"]))
