// People's words on their way in, as exercises/words.py takes them: text and nothing but text.

export const LONGEST = 10_000; // characters in one box
const UNSTORABLE = /[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]/gu; // with u: lone surrogates only

// Something cannot be taken; the message is a sentence for whoever tried, without its full stop.
export class NotTaken extends Error {}
export class WordsError extends NotTaken {}

// `text` trimmed, with one kind of line end and U+FFFD for what cannot be stored. Throws WordsError, with
// a sentence, when more than `longest` characters remain.
export function clean(text, longest = LONGEST) {
  const found = text.replace(/\r\n?|[\u2028\u2029\v\f\x85]/g, "\n").replace(UNSTORABLE, "\ufffd").replaceAll("\t", " ").replace(/^[^\S\ufeff]+|[^\S\ufeff]+$/g, "");
  const long = found.length > longest ? Array.from(found).length : 0;
  if (long > longest) throw new WordsError(`this text has ${counted(long)} characters; at most ${counted(longest)} can be kept. Shorten it or put the rest on a second line`);
  return found;
}

// Like `clean`, but an empty text throws as well.
export function some(text, longest = LONGEST) {
  const found = clean(text, longest);
  if (!found) throw new WordsError("there is nothing written here yet; write a few words first");
  return found;
}

const counted = (n) => n.toLocaleString("en-GB");
