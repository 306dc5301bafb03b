// Three notes, to hear whether one hears.
const NOTES = [523, 659, 784], EACH = 0.35, SOFT = 0.2;

// Through a player of its own: a player can be sent to the device that was chosen. It ends once they were played.
export async function threeNotes(player) {
  const context = new AudioContext(), out = context.createMediaStreamDestination(), volume = context.createGain();
  volume.gain.value = SOFT;
  volume.connect(out);
  const notes = NOTES.map((frequency, at) => {
    const note = new OscillatorNode(context, { frequency });
    note.connect(volume);
    note.start(context.currentTime + at * EACH);
    note.stop(context.currentTime + (at + 1) * EACH);
    return note;
  });
  player.srcObject = out.stream;
  await Promise.all([player.play(), new Promise((done) => { notes.at(-1).onended = done; })]);
  player.srcObject = null;
  return context.close();
}
