"""Figures as plain dicts, in Plotly's own words: its objects check every value, and cost a page more than all its mathematics.

The names are those of plotly.graph_objects, so what is written here reads like Plotly; a test builds Plotly's objects of
every figure, which refuses a wrong word. Source: https://plotly.com/python/reference/.
"""

import json
from base64 import b64encode

import numpy as np

SHORT = "line", "margin", "marker", "title"  # line_width=2 is line={"width": 2}


class Node(dict):
    """A dict whose values are also attributes; one that is not there is None."""

    def __init__(self, *args, **values):
        super().__init__()
        self.update(*args, **values)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self.get(name)

    def update(self, *args, **values):
        """Merge, dict into dict. -> itself"""
        for key, value in dict(*args, **values).items():
            head, _, rest = key.partition("_")
            if rest and head in SHORT:
                key, value = head, {rest: value}
            if isinstance(value, dict) and isinstance(self.get(key), Node):
                self[key].update(value)
            else:
                self[key] = as_nodes(value)
        return self


def as_nodes(value):
    """A dict, or a list of them, as Nodes; anything else as it is."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [Node(part) for part in value]
    return Node(value) if isinstance(value, dict) else value


def trace(kind, values):
    return Node(type=kind, **values)


def Scatter(**values):  # noqa: N802 - Plotly's name
    return trace("scatter", values)


def Bar(**values):  # noqa: N802
    return trace("bar", values)


def Scatter3d(**values):  # noqa: N802
    return trace("scatter3d", values)


def Mesh3d(**values):  # noqa: N802
    return trace("mesh3d", values)


class Figure(dict):
    """Traces and a layout. Every method gives the figure back."""

    def __init__(self, data=(), layout=None):
        super().__init__(data=list(data), layout=Node(layout or {}))

    @property
    def data(self):
        return self["data"]

    @data.setter
    def data(self, traces):
        self["data"] = list(traces)

    @property
    def layout(self):
        return self["layout"]

    # ---- traces

    def add_trace(self, new):
        self.data.append(new)
        return self

    def add_traces(self, new):
        self.data.extend(new)
        return self

    def add_scatter(self, **values):
        return self.add_trace(Scatter(**values))

    def add_bar(self, **values):
        return self.add_trace(Bar(**values))

    def for_each_trace(self, change):
        for each in self.data:
            change(each)
        return self

    def update_traces(self, selector=None, **values):
        """selector: {key: value} that a trace must have."""
        wanted = selector or {}
        return self.for_each_trace(lambda t: t.update(values) if all(t.get(k) == v for k, v in wanted.items()) else t)

    # ---- the layout

    def update_layout(self, **values):
        self.layout.update(values)
        return self

    def update_xaxes(self, **values):
        return self.update_layout(xaxis=values)

    def update_yaxes(self, **values):
        return self.update_layout(yaxis=values)

    def add_annotation(self, **values):
        return self.append("annotations", values)

    def add_shape(self, **values):
        return self.append("shapes", values)

    def append(self, name, values):
        self.layout[name] = [*self.layout.get(name, ()), Node(values)]
        return self

    def add_hline(self, y, **values):
        """A line across the chart."""
        return self.add_shape(type="line", xref="x domain", x0=0, x1=1, yref="y", y0=y, y1=y, **values)

    def add_vline(self, x, annotation=None, **values):
        """A line from bottom to top; annotation: a text at its upper end."""
        if annotation:
            place = {
                "x": x,
                "xref": "x",
                "xanchor": "left",
                "y": 1,
                "yref": "y domain",
                "yanchor": "top",
                "showarrow": False,
            }
            self.add_annotation(**place, **annotation)
        return self.add_shape(type="line", xref="x", x0=x, x1=x, yref="y domain", y0=0, y1=1, **values)

    def add_vrect(self, x0, x1, **values):
        """A band from bottom to top."""
        return self.add_shape(type="rect", xref="x", x0=x0, x1=x1, yref="y domain", y0=0, y1=1, **values)

    def to_json(self):
        """For the browser: arrays as their bytes, and no number that JSON does not know."""
        told = {"data": self.data, "layout": {key: value for key, value in self.layout.items() if key != "template"}}
        return json.dumps(sound(told), allow_nan=False, separators=(",", ":"))


def sound(value):
    """The same without arrays, without numbers that JSON does not know, and with bytes for many numbers."""
    if isinstance(value, dict):
        return {key: sound(part) for key, part in value.items() if part is not None}
    if isinstance(value, np.ndarray):
        return packed(value) if value.ndim == 1 and value.dtype.kind == "f" else sound(value.tolist())
    if isinstance(value, list | tuple):
        return [sound(part) for part in value]
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and not np.isfinite(value) else value


def packed(values):
    """Floats as Plotly reads them fastest."""
    return {"dtype": "f8", "bdata": b64encode(np.ascontiguousarray(values, "<f8").tobytes()).decode()}
