// One connection to one other browser: three fixed places (voice, camera, screen), negotiated so that neither side can block the other.
const PLACES = [["voice", "audio"], ["camera", "video"], ["screen", "video"]];
const GATHER = 60, RESTART_AFTER = 4_000, RESTARTS = 3;
const MOST = { voice: 40_000, camera: 350_000, screen: 900_000 };

export class Peer {
  constructor({ key, who, sends, me, ice, media, signal, changed }) {
    Object.assign(this, { key, who, sends, media, signal, changed });
    this.iSend = me.sends;
    this.polite = me.peer < key;
    this.state = { voice: false, camera: false, screen: false };
    this.tracks = {};
    this.pictures = true;
    this.making = this.ignoring = this.closed = false;
    this.waiting = [];
    this.restarts = 0;
    this.connection = new RTCPeerConnection(ice);
    this.connection.onicecandidate = ({ candidate }) => this.gathered(candidate);
    this.connection.onnegotiationneeded = () => this.offer();
    this.connection.onconnectionstatechange = () => this.moved();
    if (!this.polite) this.begin();
  }

  // The impolite one of the two lays out the places; the other finds them in its offer.
  begin() {
    const direction = this.iSend && this.sends ? "sendrecv" : this.iSend ? "sendonly" : "recvonly";
    for (const [, kind] of PLACES) this.connection.addTransceiver(kind, { direction });
    this.fill();
  }

  // Puts our tracks into their places, and takes theirs out of them.
  fill() {
    this.connection.getTransceivers().slice(0, PLACES.length).forEach((transceiver, at) => {
      const [place] = PLACES[at];
      if (transceiver.stopped) return;
      if (this.iSend && transceiver.currentDirection === null) transceiver.direction = this.sends ? "sendrecv" : "sendonly";
      if (this.iSend) this.put(transceiver.sender, place);
      if (this.sends) this.tracks[place] = transceiver.receiver.track;
    });
    this.changed(this);
  }

  put(sender, place) {
    const track = (place === "voice" || this.pictures ? this.media[place] : null) ?? null;
    if (sender.track === track) return;
    sender.replaceTrack(track).then(() => track && bounded(sender, place)).catch(() => {});
  }

  // Our voice, camera or screen went on or off: nothing has to be negotiated for that.
  refill() {
    if (!this.iSend || this.closed) return;
    this.connection.getTransceivers().slice(0, PLACES.length).forEach((one, at) => this.put(one.sender, PLACES[at][0]));
  }

  async offer() {
    if (this.closed) return;
    try {
      this.making = true;
      await this.connection.setLocalDescription();
      this.tell();
    } catch { /* the connection ended meanwhile */ } finally { this.making = false; }
  }

  tell() {
    const { type, sdp } = this.connection.localDescription;
    this.signal({ description: { type, sdp }, state: this.media.state });
  }

  // Candidates go a few at a time: a line takes ten messages a second.
  gathered(candidate) {
    if (candidate) this.waiting.push(candidate.toJSON());
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      const candidates = this.waiting.splice(0);
      if (candidates.length && !this.closed) this.signal({ candidates });
    }, GATHER);
  }

  // Signals of one peer are taken one after the other.
  hear(data) {
    this.hearing = (this.hearing ?? Promise.resolve()).then(() => this.take(data)).catch(() => {});
  }

  async take({ description, candidates = [], state }) {
    if (this.closed) return;
    if (state) this.told(state);
    if (description && !await this.agree(description)) return;
    for (const candidate of candidates) {
      try { await this.connection.addIceCandidate(candidate); } catch (trouble) { if (!this.ignoring) throw trouble; }
    }
  }

  async agree(description) {
    const collides = description.type === "offer" && (this.making || this.connection.signalingState !== "stable");
    this.ignoring = !this.polite && collides;
    if (this.ignoring) return false;
    await this.connection.setRemoteDescription(description);
    this.fill();
    if (description.type === "offer") {
      await this.connection.setLocalDescription();
      this.tell();
    }
    return true;
  }

  // What of theirs is on, and whether they want our pictures.
  told(state) {
    this.pictures = state.pictures !== false;
    this.refill();
    for (const place of Object.keys(this.state)) this.state[place] = this.sends && state[place] === true;
    this.changed(this);
  }

  moved() {
    const state = this.connection.connectionState;
    clearTimeout(this.healing);
    if (state === "connected") this.restarts = 0;
    if (state === "failed") this.restart();
    if (state === "disconnected") this.healing = setTimeout(() => this.restart(), RESTART_AFTER);
    this.changed(this);
  }

  // The way between the two broke: another is looked for, and what is sent stays as it was.
  restart() {
    if (this.closed || this.connection.connectionState === "connected") return;
    this.restarts += 1;
    if (this.restarts <= RESTARTS) this.connection.restartIce();
  }

  // Our line to the server is back: what could not be said meanwhile is said now.
  resume() {
    if (this.connection.signalingState === "have-local-offer") this.tell();
    else if (this.connection.connectionState !== "connected") this.restart();
    else this.signal({ state: this.media.state });
  }

  get lost() { return this.restarts > RESTARTS; }

  // How loud they are now, 0 to 1.
  loudness() {
    const receiver = this.connection.getTransceivers()[0]?.receiver;
    return this.state.voice ? receiver?.getSynchronizationSources()[0]?.audioLevel ?? 0 : 0;
  }

  close() {
    this.closed = true;
    clearTimeout(this.healing);
    clearTimeout(this.timer);
    this.connection.close();
  }
}

function bounded(sender, place) {
  const parameters = sender.getParameters();
  if (!parameters.encodings?.length) return undefined;
  parameters.encodings[0].maxBitrate = MOST[place];
  return sender.setParameters(parameters);
}
