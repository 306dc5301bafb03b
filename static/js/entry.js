// Code fields keep digits only, so a pasted "123 456" is the code.
for (const field of document.querySelectorAll("input.code")) {
  field.addEventListener("input", () => { field.value = field.value.replace(/\D/g, "").slice(0, Number(field.dataset.digits ?? 6)); });
}
