// The ids of sessions in calendars, made as in the calendars of the whole programme: SHA-256 (FIPS 180-4) of the length
// and the text of the event's id and of the session's. A page that is opened as a file has no other SHA-256.
const primes = [];
for (let number = 2; primes.length < 64; number += 1) if (primes.every((prime) => number % prime)) primes.push(number);
const fraction = (number) => ((number % 1) * 2 ** 32) | 0;
const turned = (word, bits) => (word >>> bits) | (word << (32 - bits));
const octets = (number) => [0, 0, 0, 0, number >>> 24, (number >>> 16) & 255, (number >>> 8) & 255, number & 255];

const digest = (bytes) => {
  const whole = [...bytes, 128];
  while (whole.length % 64 !== 56) whole.push(0);
  whole.push(...octets(bytes.length * 8));
  const hash = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
  for (let at = 0; at < whole.length; at += 64) {
    const block = [];
    let [a, b, c, d, e, f, g, h] = hash;
    for (let round = 0; round < 64; round += 1) {
      const [old, new2] = [block[round - 15], block[round - 2]];
      const place = at + 4 * round;
      block.push(round < 16
        ? (whole[place] << 24) | (whole[place + 1] << 16) | (whole[place + 2] << 8) | whole[place + 3]
        : (block[round - 16] + (turned(old, 7) ^ turned(old, 18) ^ (old >>> 3)) +
          block[round - 7] + (turned(new2, 17) ^ turned(new2, 19) ^ (new2 >>> 10))) | 0);
      const one = h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) +
        fraction(Math.cbrt(primes[round])) + block[round];
      const two = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      [a, b, c, d, e, f, g, h] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
    }
    [a, b, c, d, e, f, g, h].forEach((word, index) => { hash[index] = (hash[index] + word) | 0; });
  }
  return hash.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
};

const uidOf = (session) => {
  const texts = [data.identity, session.id].map((text) => [...new TextEncoder().encode(text)]);
  return `${digest(texts.flatMap((text) => [...octets(text.length), ...text])).slice(0, 32)}@plenary`;
};
