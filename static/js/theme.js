// Runs before the page is painted: the reader's own choice of theme and shortcuts, kept on this device.
{
  const root = document.documentElement;
  root.dataset.script = "";
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    const keys = localStorage.getItem("keys");
    if (keys === "on" || keys === "off") root.dataset.keys = keys;
  } catch { /* a browser that keeps nothing still shows the page */ }
}
