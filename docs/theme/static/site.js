// On a phone the contents are folded, so that a page begins with its text.
const contents = document.querySelector("nav details");
const wide = matchMedia("(min-width: 62rem)");
const fit = () => { contents.open = wide.matches; };
wide.addEventListener("change", fit);
fit();
