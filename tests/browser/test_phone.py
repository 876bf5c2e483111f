"""On a phone: the pages of several charts and a wide formula or readout. The Train page is in test_player.py."""

import pytest

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def phone(lab):
    lab.page.set_viewport_size(PHONE)
    return lab


def test_no_page_is_wider_than_the_screen_and_no_readout_lies_on_another(phone):
    for path in ("/one_step", "/feature_scaling?scenario=Houses+in+square+feet", "/learning_rate"):
        phone.open(path)
        assert phone.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390, path
        boxes = [key.bounding_box() for key in phone.page.locator(".lrl-readouts > div").all()]
        for i, a in enumerate(boxes):
            for b in boxes[i + 1 :]:
                assert a["x"] + a["width"] <= b["x"] + 1 or a["y"] + a["height"] <= b["y"] + 1, path
