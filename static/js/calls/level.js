// How loud a track is, shown as a row of bars.
const EVERY = 100, FLOOR = 0.004;

export class Level {
  constructor(track, heard) {
    this.context = new AudioContext();
    this.analyser = Object.assign(this.context.createAnalyser(), { fftSize: 512 });
    this.context.createMediaStreamSource(new MediaStream([track])).connect(this.analyser);
    this.samples = new Float32Array(this.analyser.fftSize);
    this.timer = setInterval(() => heard(this.loudness()), EVERY);
    this.context.resume().catch(() => {});
  }

  // 0 to 1, on a scale as the ear has it.
  loudness() {
    this.analyser.getFloatTimeDomainData(this.samples);
    const power = Math.sqrt(this.samples.reduce((sum, sample) => sum + sample * sample, 0) / this.samples.length);
    return power < FLOOR ? 0 : Math.min(1, 1 + Math.log10(power) / 2.4);
  }

  stop() {
    clearInterval(this.timer);
    this.context.close().catch(() => {});
  }
}

export function drawn(bars, loudness) {
  const lit = Math.round(loudness * bars.children.length);
  [...bars.children].forEach((bar, at) => bar.classList.toggle("on", at < lit));
}
