// What a moderator does to a post by one press and a line of words, and what any member does when they flag one.
import { $, $$, newId } from "./page.js";

const NOTES = {
  insight: { title: "Mark as insight", label: "What it teaches", hint: "The team alone sees the mark and the note.", button: "Mark", most: 400 },
  query: { title: "Ask the author to edit", label: "What to change", hint: "They read it with their held post, which stays held.", button: "Ask", most: 400 },
  clarify: { title: "Ask to clarify", label: "Your question", hint: "A reply in the thread. It waits on the author's home page until they answer.", button: "Ask", most: 20000 },
};

// Control and Enter send what was typed into a dialog, as in every other field of the discussion.
document.addEventListener("keydown", (e) => {
  const field = e.key === "Enter" && (e.ctrlKey || e.metaKey) && e.target.closest?.(":is(#noting, #flagging) textarea");
  if (field) field.form.requestSubmit($("footer button:last-child", field.closest("dialog")));
});

// `act(method, path, body, post, words)` does it, `ask(dialog)` opens a dialog and resolves with the button that closed it.
export function moderating(act, ask) {
  async function noted(kind) {
    const { title, label, hint, button, most } = NOTES[kind], dialog = $("#noting"), field = $("textarea", dialog);
    for (const [part, words] of Object.entries({ title, label, hint, button })) $(`[data-${part}]`, dialog).textContent = words;
    Object.assign(field, { value: "", maxLength: most });
    return (await ask("noting")) === "done" ? field.value.trim() : "";
  }

  return {
    pin: (id, button) => button.value === "1"
      ? act("PUT", `posts/${id}/pin`, undefined, id, "Pinned for everybody")
      : act("DELETE", `posts/${id}/pin`, undefined, id, "Unpinned"),
    async insight(id) {
      const note = await noted("insight");
      if (note) await act("PUT", `posts/${id}/insight`, { note }, id, "Marked as insight");
    },
    async query(id) {
      const wish = await noted("query");
      if (wish) await act("PUT", `posts/${id}/hold/wish`, { wish }, id, "Asked the author to edit");
    },
    async clarify(id) {
      const body = await noted("clarify");
      if (body) await act("POST", `posts/${id}/clarification`, { body, client_id: newId() }, id, "Clarification requested");
    },
    async flag(id) {
      const dialog = $("#flagging"), note = $("textarea", dialog);
      note.value = "";
      if ((await ask("flagging")) !== "flag") return;
      const reason = $$("input", dialog).find((one) => one.checked).value;
      await act("POST", `posts/${id}/flags`, { reason, note: note.value.trim() }, id, "The moderators have your flag");
    },
  };
}
