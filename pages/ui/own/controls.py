"""A learner's own data in this visit: what was brought, how it is taken, and the panel that asks for a file.

Nothing of it leaves the visit: it lives in the session, and what is worked out from it too (kept.py).
"""

import streamlit as st

import linreg_core as core
from pages.ui import rate_history
from pages.ui.kept import kept
from pages.ui.numbers import plain
from pages.ui.own import link
from pages.ui.own.data import OWN, as_text, standardised

BROKEN_LINK = "The points in this link are damaged. Ask for the link again, or bring the data here."
LONG_VALLEY = 1000  # a condition number from which standardising is offered


def brought(slug):
    """-> the OwnData of this key of OWN; None if there is none yet"""
    if "own" not in st.session_state:
        st.session_state["own"] = linked()
    own = st.session_state["own"].get(slug)
    return in_deviations(own) if own and is_scaled() and not is_edited(slug) else own


@kept(1)
def in_deviations(own):
    """The same points with x standardised. -> OwnData"""
    return standardised(own)


def is_scaled():
    """Whether x is to be standardised: by the switch, or by the link before the switch is there."""
    return st.session_state.get("own_scaled", st.query_params.get("own_scaled") == "true")


def is_edited(slug):
    """Whether the points of this key are set by hand now: on the chart they stand as they are."""
    return slug == "points" and editing()


def editing():
    """Whether points are set by hand now."""
    return bool(st.session_state.get("edit_points"))


def linked():
    """What the link that opened this visit holds. -> {key of OWN: OwnData}"""
    title, text = st.query_params.get("scenario", ""), st.query_params.get("points", "")
    slug = next((slug for slug in OWN if OWN[slug] == title), "file")
    try:
        return {slug: link.from_text(slug, text)} if text else {}
    except ValueError:
        st.session_state["own_error"] = BROKEN_LINK
        return {}


def own_in_link(own=None):
    """What a copied link carries of own data, by default the scenario's. -> {"points": text}; {} if it is too long, or none"""
    own = own or st.session_state.get("own", {}).get(st.session_state.get("scenario"))
    text = link.to_text(own) if own else ""
    return {"points": text} if text else {}


def take(slug, own):
    """A callback's work: this data is the scenario now, with its own settings, and runs at their start."""
    st.session_state["own"] = {**st.session_state.get("own", {}), slug: own}
    st.session_state.update(scenario=slug, **own.names.defaults)
    rate_history.forget_rates()
    rate_history.begin_anew()


def ask_for(slug):
    """In place of a lesson: the panel, until there is data."""
    if slug == "file":
        from pages.ui.own.file_panel import NEEDS, file_panel  # it takes data, so it knows this file

        st.markdown(NEEDS)
        file_panel()
    else:
        from pages.ui.page import link_to  # it knows all controls, so it knows these

        if error := st.session_state.get("own_error"):
            st.error(as_text(error))
        st.markdown(
            f"{OWN[slug]}: a line needs two points with different x. Set them on the chart of the first lesson."
        )
        link_to("pages/train.py", "Set points: **1 Train a line**", ":material/arrow_forward:")


def own_menu(slug):
    """In the sidebar, under the scenario: another file, and what was left out of this one."""
    offer_to_standardise(slug)
    if not own_in_link():
        st.caption("Your data is too long for a link: a copied link carries the settings only.")
    if slug == "file":
        other_file()


def other_file():
    """What was left out of the file, and a button: the panel again, in a dialog."""
    for note in st.session_state.get("own_dropped", ()):
        st.caption(as_text(note))
    if st.button("Another file, or other columns", width="stretch"):
        from pages.ui.own.file_panel import file_panel

        st.dialog(OWN["file"], width="large")(file_panel)()


def offer_to_standardise(slug):
    """Where the bowl is a long valley: the same points with x standardised."""
    raw = st.session_state["own"][slug]
    condition = core.condition_number(raw.names.points[0])
    if condition <= LONG_VALLEY and not is_scaled():
        return
    st.toggle(
        "Standardise x",
        key="own_scaled",
        bind="query-params",
        on_change=begin_with_defaults,
        args=(slug,),
        disabled=is_edited(slug),
        help="x minus its mean, divided by its standard deviation. Train before and after, and compare.",
    )
    st.caption(f"The condition number of this data is {plain(condition)} as it is, and 1 when x is standardised.")


def begin_with_defaults(slug):
    """A callback: the same points in another unit need another rate."""
    st.session_state.update(brought(slug).names.defaults)
    rate_history.forget_rates()
