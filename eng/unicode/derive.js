// Asks Hugging Face's own build (npm package "tokenizers") what it thinks of every code point and writes the answers as ranges.
// Its tables come from several Unicode versions at once, none of them .NET's, so asking is the only way to be the same.
//
//   cd eng/unicode && npm install --no-save tokenizers@0.23.2 && node derive.js > ../../src/Compiler/Tokenizers/Unicode/hugging-face.txt
const hf = require('tokenizers');

const bert = options =>
  hf.bertNormalizer({ cleanText: false, handleChineseChars: false, stripAccents: false, lowercase: false, ...options });
const clean = bert({ cleanText: true });
const chinese = bert({ handleChineseChars: true });
const strip = bert({ stripAccents: true });
const lower = bert({ lowercase: true });
const nfd = hf.nfdNormalizer();
const punctuation = hf.bertPreTokenizer();
const words = hf.whitespacePreTokenizer();

const hex = c => c.toString(16).toUpperCase().padStart(4, '0');
const points = text => [...text].map(c => c.codePointAt(0));
const everyCodePoint = function* () {
  for (let c = 0; c < 0x110000; c++) {
    if (c < 0xD800 || c > 0xDFFF) yield c;
  }
};

// Hangul syllables decompose by arithmetic.
const isHangul = c => c >= 0xAC00 && c <= 0xD7A3;
const hangul = c => {
  const s = c - 0xAC00, tail = s % 28;
  return [0x1100 + Math.floor(s / 588), 0x1161 + Math.floor(s % 588 / 28), ...(tail ? [0x11A7 + tail] : [])];
};

// One mark of every canonical combining class, in order of class.
const representatives = [
  [1, 0x334], [7, 0x93C], [8, 0x3099], [9, 0x94D], [10, 0x5B0], [11, 0x5B1], [12, 0x5B2], [13, 0x5B3], [14, 0x5B4], [15, 0x5B5], [16, 0x5B6],
  [17, 0x5B7], [18, 0x5B8], [19, 0x5B9], [20, 0x5BB], [21, 0x5BC], [22, 0x5BD], [23, 0x5BF], [24, 0x5C1], [25, 0x5C2], [26, 0xFB1E], [27, 0x64B],
  [28, 0x64C], [29, 0x64D], [30, 0x64E], [31, 0x64F], [32, 0x650], [33, 0x651], [34, 0x652], [35, 0x670], [36, 0x711], [84, 0xC55], [91, 0xC56],
  [103, 0xE38], [107, 0xE48], [118, 0xEB8], [122, 0xEC8], [129, 0xF71], [130, 0xF72], [132, 0xF74], [202, 0x327], [214, 0x1DCE], [216, 0x31B],
  [218, 0x302A], [220, 0x316], [222, 0x59A], [224, 0x302E], [226, 0x1D16D], [228, 0x5AE], [230, 0x301], [232, 0x302C], [233, 0x35C], [234, 0x35D],
  [240, 0x345]];
const reorders = (first, second) => points(nfd.normalizeString(String.fromCodePoint(0x61, first, second)))[1] !== first;
const combiningClass = c => {
  if (!reorders(0x345, c) && !reorders(c, 0x334) && c !== 0x334 && c !== 0x345) return 0;
  for (const [value, mark] of representatives) {
    if (c === mark || (!reorders(mark, c) && !reorders(c, mark))) return value;
  }
  throw new Error(`U+${hex(c)} fits no combining class`);
};

// A charsmap in which every first byte of UTF-8 is a rule: clusters of fewer than six bytes become one X, others one X per character.
// So the length of what comes out says where Hugging Face's grapheme clusters end.
const probe = (() => {
  const units = new Uint32Array(1024);
  units[0] = 256 << 10;
  for (let b = 1; b < 256; b++) {
    units[256 ^ b] = b | 1 << 8 | 512 << 10 >>> 0;
    units[(256 ^ b) ^ 512] = 0x80000000;
  }
  const bytes = Buffer.concat([Buffer.from(new Uint32Array([4096]).buffer), Buffer.from(units.buffer), Buffer.from('X\0')]);
  const normalizer = hf.precompiled([...bytes]);
  return (...parts) => normalizer.normalizeString(String.fromCodePoint(...parts)).length;
})();
const copyright = 0xA9, joiner = 0x200D, acute = 0x301, ka = 0x915, virama = 0x94D;
// Bits as in Sememe.Tokenization.Unicode.GraphemeClass.
const grapheme = c => {
  const joins = probe(0x61, c) === 1;
  const length = Buffer.byteLength(String.fromCodePoint(c));
  const isAfterL = length === 3 && !joins && probe(0x1100, c, acute) === 3;
  const isAfterV = length === 3 && !joins && probe(0x1161, c, acute) === 3;
  const isAfterT = length === 3 && !joins && probe(0x11A8, c, acute) === 3;
  const isL = isAfterL && probe(c, 0x1100, acute) === 3;
  return (joins ? 1 : 0)
    | (!joins && c !== 13 && probe(c, 0x61) === 1 ? 2 : 0)
    | (!joins && length < 4 && probe(c, acute) === 2 ? 4 : 0)
    | (isL ? 8 : 0) | (isAfterV && !isAfterT ? 16 : 0) | (isAfterT ? 32 : 0)
    | (!joins && probe(copyright, joiner, c) === 3 ? 64 : 0)
    | (!joins && probe(c, virama, ka, acute) === 4 ? 128 : 0)
    | (joins && probe(ka, c, ka, acute) === 4 ? 256 : 0)
    | (joins && probe(ka, virama, c, ka, acute) === 5 ? 512 : 0)
    | (joins && probe(copyright, c, joiner, copyright, acute) === 5 ? 1024 : 0);
};

const nfkd = hf.nfkdNormalizer(), nfc = hf.nfcNormalizer(), nfkc = hf.nfkcNormalizer();
const stripMarks = hf.stripAccentsNormalizer(), nmt = hf.nmt(), trim = hf.stripNormalizer(true, true), lowerAlone = hf.lowercase();
const digit = hf.Tokenizer.fromString(JSON.stringify({
  version: '1.0', truncation: null, padding: null, added_tokens: [], pre_tokenizer: null, post_processor: null, decoder: null,
  normalizer: { type: 'Replace', pattern: { Regex: '\\d' }, content: '' }, model: { type: 'WordLevel', vocab: { a: 0 }, unk_token: 'a' },
})).getNormalizer();
const marks = [], digits = [], compatibility = [], compositions = [], graphemes = [], nmtDropped = [], nmtBlank = [];

const removed = [], white = [], isolated = [], punctuationMarks = [], nonspacing = [], word = [], classes = [], decompositions = [], lowercase = [];
for (const c of everyCodePoint()) {
  const s = String.fromCodePoint(c);
  const cleaned = clean.normalizeString(`a${s}b`);
  const pieces = punctuation.preTokenizeString(`a${s}b`);
  if (cleaned === 'ab') removed.push([c]);
  if (pieces.length === 2) white.push([c]);
  if (pieces.length === 3) punctuationMarks.push([c]);
  if ((cleaned === 'a b') !== (pieces.length === 2 && cleaned !== 'ab')) throw new Error(`U+${hex(c)} is white to one step only`);
  if (chinese.normalizeString(s) !== s) isolated.push([c]);
  const split = words.preTokenizeString(`a${s}b`);
  if (split.length === 1 && split[0][0] === `a${s}b`) word.push([c]);

  const decomposed = points(nfd.normalizeString(s));
  if (isHangul(c)) {
    if (decomposed.join() !== hangul(c).join()) throw new Error(`U+${hex(c)} is not decomposed by arithmetic`);
  } else if (decomposed.length > 1 || decomposed[0] !== c) {
    decompositions.push([c, decomposed.map(hex).join(' ')]);
  } else {
    if (strip.normalizeString(`a${s}b`) === 'ab') nonspacing.push([c]);
    const value = combiningClass(c);
    if (value) classes.push([c, value]);
  }

  if (stripMarks.normalizeString(`a${s}b`) === 'ab') marks.push([c]);
  const compatible = points(nfkd.normalizeString(s));
  if (compatible.join() !== decomposed.join()) compatibility.push([c, compatible.map(hex).join(' ')]);
  if (points(nfkc.normalizeString(s)).join() !== points(nfc.normalizeString(String.fromCodePoint(...compatible))).join()) throw new Error(`U+${hex(c)} has an NFKC of its own`);
  if (decomposed.length > 1 && !isHangul(c) && nfc.normalizeString(String.fromCodePoint(...decomposed)) === s) {
    const first = points(nfc.normalizeString(String.fromCodePoint(...decomposed.slice(0, -1))));
    const last = decomposed[decomposed.length - 1];
    if (first.length !== 1 || nfc.normalizeString(String.fromCodePoint(first[0], last)) !== s) throw new Error(`U+${hex(c)} is no composition of two`);
    compositions.push([c, `${hex(first[0])} ${hex(last)}`]);
  }
  if (digit.normalizeString(`a${s}b`) === 'ab') digits.push([c]);
  const nmtResult = nmt.normalizeString(`a${s}b`);
  if (nmtResult === 'ab') nmtDropped.push([c]);
  else if (nmtResult === 'a b' && c !== 0x20) nmtBlank.push([c]);
  else if (nmtResult !== `a${s}b`) throw new Error(`Nmt makes something else of U+${hex(c)}`);
  const isTrimmed = trim.normalizeString(`${s}b`) === 'b';
  if (isTrimmed !== (trim.normalizeString(`b${s}`) === 'b') || isTrimmed !== (pieces.length === 2)) throw new Error(`U+${hex(c)} is white to one step only`);
  if (lowerAlone.normalizeString(s) !== lower.normalizeString(s)) throw new Error(`U+${hex(c)} has two lower cases`);
  const cluster = grapheme(c);
  if (cluster && !isHangul(c)) graphemes.push([c, cluster]);

  const lowered = points(lower.normalizeString(s));
  if (lowered.length > 1) lowercase.push([c, lowered.map(hex).join(' ')]);
  else if (lowered[0] !== c) lowercase.push([c, lowered[0] - c]);
}

function print(name, what, rows, show = value => value === undefined ? '' : ` ${value}`) {
  console.log(`\n[${name}] ${what}`);
  for (let i = 0; i < rows.length;) {
    let end = i + 1;
    while (end < rows.length && rows[end][0] === rows[end - 1][0] + 1 && rows[end][1] === rows[i][1] && typeof rows[i][1] !== 'string') end++;
    console.log((end - i > 1 ? `${hex(rows[i][0])}-${hex(rows[end - 1][0])}` : hex(rows[i][0])) + show(rows[i][1]));
    i = end;
  }
}

console.log('# What Hugging Face tokenizers 0.23.2 says of every code point. Derived by eng/unicode/derive.js; not edited by hand.');
print('Removed', 'what clean_text drops', removed);
print('White', 'what BertPreTokenizer splits at, and clean_text makes a blank unless it drops it', white);
print('Chinese', 'what handle_chinese_chars puts blanks around', isolated);
print('Punctuation', 'what BertPreTokenizer isolates', punctuationMarks);
print('Word', '\\w: what single_word looks at', word);
print('Nonspacing', 'what strip_accents drops after decomposition', nonspacing);
print('CombiningClass', 'canonical combining class, where not 0', classes);
print('Decomposition', 'canonical decomposition, Hangul syllables left out', decompositions);
print('Lowercase', 'difference to the lower-case code point, or all of them', lowercase, value => typeof value === 'number' ? ` ${value > 0 ? '+' : ''}${value}` : ` ${value}`);
print('Marks', 'what StripAccents drops', marks);
print('Compatibility', 'compatibility decomposition, where it is not the canonical one', compatibility);
print('Composition', 'the two code points that compose to this one, Hangul left out', compositions);
print('DecimalDigit', '\\d of Oniguruma', digits);
print('NmtDropped', 'what Nmt drops', nmtDropped);
print('NmtBlank', 'what Nmt makes a blank', nmtBlank);
print('Grapheme', 'how the code point takes part in grapheme clusters: bits of GraphemeClass, Hangul syllables left out', graphemes);
