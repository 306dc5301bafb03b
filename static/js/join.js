// Where somebody is, guessed from their browser and said as the time there; they confirm or change it.
const select = document.querySelector('select[name="time_zone"]'), now = document.querySelector("[data-now]");
const told = Intl.DateTimeFormat().resolvedOptions().timeZone;
const city = (zone) => zone.split("/").pop().replaceAll("_", " ");
const time = (zone) => new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(Date.now());

function show() {
  now.hidden = !select.value;
  if (!select.value) return;
  now.querySelector("b").textContent = time(select.value);
  now.querySelector("span").textContent = `now in ${city(select.value)}`;
}

if (select && now) {
  if (!select.value && told) {
    if (![...select.options].some((option) => option.value === told)) select.add(new Option(city(told), told), 1);
    select.value = told;
  }
  select.addEventListener("change", show);
  setInterval(show, 30e3);
  show();
}
