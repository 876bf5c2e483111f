// The address holds every setting. Most are widgets', which Streamlit writes there; the rest is written here.

/** Parameters as the address is to hold them; an empty text takes one away. None of Streamlit's own is touched. */
function keepInAddress(link) {
  const address = new URL(location.href), {searchParams} = address;
  for (const name in link) {
    if ((searchParams.get(name) ?? "") === link[name]) continue;
    if (link[name]) searchParams.set(name, link[name]); else searchParams.delete(name);
  }
  if (address.href !== location.href) history.replaceState(history.state, "", address);
}
