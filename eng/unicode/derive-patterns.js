// Asks Hugging Face's own build (npm package "tokenizers") which classes of its regular expressions, and which scripts, every code point belongs to,
// and writes the answers as ranges. The regular expressions, Rust's own classes and the scripts come from different Unicode versions.
//
//   cd eng/unicode && npm install --no-save tokenizers@0.23.2 && node derive-patterns.js > ../../src/Compiler/Tokenizers/Unicode/hugging-face-patterns.txt
const hf = require('tokenizers');

const hex = c => c.toString(16).toUpperCase().padStart(4, '0');
const preTokenizer = json => hf.Tokenizer.fromString(JSON.stringify({
  version: '1.0', added_tokens: [], normalizer: null, pre_tokenizer: json, post_processor: null, decoder: null,
  model: { type: 'WordLevel', vocab: { a: 0 }, unk_token: 'a' },
})).getPreTokenizer();

// Code points in order, a thousand at a time; those that the pre-tokenizer keeps, each as a piece of its own.
function members(keeper) {
  const found = [];
  for (let first = 0; first < 0x110000; first += 1000) {
    let text = '';
    for (let c = first; c < Math.min(first + 1000, 0x110000); c++) {
      if (c < 0xD800 || c > 0xDFFF) text += String.fromCodePoint(c);
    }
    for (const [piece] of keeper.preTokenizeString(text)) {
      for (const character of piece) found.push([character.codePointAt(0)]);
    }
  }
  return found;
}

const matching = pattern => members(preTokenizer({ type: 'Split', pattern: { Regex: pattern }, behavior: 'Removed', invert: true }));

// Rust's char::is_numeric: Digits cuts "a1" in two.
const digits = preTokenizer({ type: 'Digits', individual_digits: true });
function numeric() {
  const found = [];
  for (let c = 0; c < 0x110000; c++) {
    if (c < 0xD800 || c > 0xDFFF) {
      if (digits.preTokenizeString(`a${String.fromCodePoint(c)}`).length === 2) found.push([c]);
    }
  }
  return found;
}

// A script is known by a character that has it: those that UnicodeScripts does not part from it. What parts from nothing has none.
const scripts = preTokenizer({ type: 'UnicodeScripts' });
const parted = (first, second) => scripts.preTokenizeString(String.fromCodePoint(first, second)).length !== 1;
function scriptNumbers() {
  const representatives = [0x61, 0x3B1];
  const found = [];
  let last = 0;
  for (let c = 0; c < 0x110000; c++) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    if (!parted(representatives[0], c) && !parted(representatives[1], c)) continue;
    if (parted(representatives[last], c)) {
      last = representatives.findIndex(representative => !parted(representative, c));
      if (last < 0) last = representatives.push(c) - 1;
    }
    found.push([c, last + 1]);
  }
  return found;
}

function print(name, what, rows) {
  console.log(`\n[${name}] ${what}`);
  for (let i = 0; i < rows.length;) {
    let end = i + 1;
    while (end < rows.length && rows[end][0] === rows[end - 1][0] + 1 && rows[end][1] === rows[i][1]) end++;
    const value = rows[i][1] === undefined ? '' : ` ${rows[i][1]}`;
    console.log((end - i > 1 ? `${hex(rows[i][0])}-${hex(rows[end - 1][0])}` : hex(rows[i][0])) + value);
    i = end;
  }
}

console.log('# What Hugging Face tokenizers 0.23.2 says of every code point. Derived by eng/unicode/derive-patterns.js; not edited by hand.');
for (const [name, pattern] of [
  ['UppercaseLetter', '[\\p{Lu}\\p{Lt}]'], ['LowercaseLetter', '\\p{Ll}'], ['OtherLetter', '[\\p{Lm}\\p{Lo}]'], ['Mark', '\\p{M}'], ['Number', '\\p{N}'],
  ['Decimal', '\\d'], ['Space', '\\s'], ['WordCharacter', '\\w'],
]) {
  print(name, `${pattern} of regular expressions`, matching(pattern));
}
print('Numeric', 'what Digits splits at', numeric());
print('Script', 'number of the script that UnicodeScripts gives, where it gives one', scriptNumbers());
