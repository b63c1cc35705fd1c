// Asks Hugging Face's own build (npm package "tokenizers") what every single step makes of texts that are hard for it, with every option,
// and writes the answers for tests/Tokenization.Tests/Steps. The model behind the step gives every byte a token, so ids, places and words tell all that the step did.
//
//   cd eng/steps && npm install --no-save tokenizers@0.23.2 && node derive.js ../../tests/Tokenization.Tests/Data/steps <shared folder>
//
// A line with "step" begins a step; the lines behind it are what it makes of one text each, for normalizers and pre-tokenizers in the order of the first line. Charsmaps are
// too large to write here: {"charsmap": path} stands for the one in that tokenizer.json of the shared folder.
const hf = require('tokenizers');
const fs = require('fs');
const path = require('path');

const [destination, shared] = process.argv.slice(2);
const spell = value => JSON.stringify(value).replace(/[\u007f-\uffff]/g, c => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
const write = (file, lines) => fs.writeFileSync(path.join(destination, file), lines.map(line => spell(line) + '\n').join(''));

const texts = [
  '', ' ', '   ', 'a', '  Hello,  World!  ', "don't I'LL it's's 'tis", 'H\u00e9llo \u00c5ngstr\u00f6m', 'e\u0301a\u0300\u0323 q\u0307\u0323', '\u0130stanbul \u039f\u0394\u03a5\u03a3\u03a3\u0395\u03a5\u03a3 \u1e9e\u00df',
  '\u6771\u4eac\u306f\u65e5\u672c\u30b3', '\ud55c\uad6d\uc5b4 \u1100\u1161\u11a8', 'a\u0000b\u0007\u000b\u000c\u0085c', '\tx\ny\r\nz ', '\u00a0n\u2003m\u3000i', 'a\u200db\u200bc\ufeffd\u00ade\u2060f',
  'hi \u{1f468}\u200d\u{1f469} \u2764\ufe0f\u{1f1e9}\u{1f1ea}', '\ufb01 \uff21\uff22\uff23 \u2460\u00b2\u00bd\u2122', '\u0928\u092e\u0938\u094d\u0924\u0947 \u0926\u0941', 'foo_bar__x(1)', 'a$b+c<d=e>f^g`|~\\/',
  '12345 6 7a\u0661\u0662\u2167', '-the-final--countdown-', "``q'' \u201cx\u201d \u2013 \u2026 \u3002", '\u2581 under\u2581\u2581', '\ufffd\u1680\u2028\u2029', '\u{1d407}\u{20000}\u{2f800}', '\n\n  x \n', 'It\'s 3.14, $5!?', '\u01c4\u01c5 \u24b6 \u212b\u0958',
  ' a  b   c    d', '\u041f\u0440\u0438\u0432\u0435\u0442 \u05e2\u05d1 \u0639\u0631', 'camelCaseWORDS2Go', '\u0e01\u0e33 \u0378\ue000', '\uff8a\uff9f\u30d5\u309a\u304b\u3099', 'aaaa aab', 'A\u0302\u0300\uff21\u0301', 'a.b.\u00e9.',
];

const bytes = Object.fromEntries([...Array(256).keys()].map(b => [`<0x${b.toString(16).toUpperCase().padStart(2, '0')}>`, b]));
const bytesModel = { type: 'BPE', dropout: null, unk_token: null, continuing_subword_prefix: null, end_of_word_suffix: null, fuse_unk: false, byte_fallback: true, ignore_merges: false, vocab: bytes, merges: [] };
// The same behind a ByteLevel pre-tokenizer, which leaves a character per byte: words are Latin-1 then.
const isPrintable = b => (b >= 0x21 && b <= 0x7e) || (b >= 0xa1 && b <= 0xac) || b >= 0xae;
let others = 0;
const byteLetters = Object.fromEntries([...Array(256).keys()].map(b => [String.fromCharCode(isPrintable(b) ? b : 256 + others++), b]));
const byteLettersModel = { ...bytesModel, byte_fallback: false, vocab: byteLetters };
const alphabet = Object.fromEntries(hf.byteLevelAlphabet().sort().map((c, i) => [c, i]));
const letters = { ...alphabet, '\u0120a': 256, '\u0120\u0120': 257, 'b\u0120': 258, '\u0120b': 259, '\u010a\u010a': 260, '\u0120\u010a': 261, '<s>': 262, '</s>': 263, '<m>': 264 };
const lettersModel = {
  ...bytesModel, byte_fallback: false, vocab: letters,
  merges: [['\u0120', 'a'], ['\u0120', '\u0120'], ['b', '\u0120'], ['\u0120', 'b'], ['\u010a', '\u010a'], ['\u0120', '\u010a']],
};
const file = parts => ({ version: '1.0', truncation: null, padding: null, added_tokens: [], normalizer: null, pre_tokenizer: null, post_processor: null, decoder: null, model: bytesModel, ...parts });
const charsmaps = {};
const resolve = step => JSON.parse(JSON.stringify(step, (key, value) => {
  if (value && value.charsmap) {
    return charsmaps[value.charsmap] ??= JSON.stringify(JSON.parse(fs.readFileSync(path.join(shared, value.charsmap)))).match(/"precompiled_charsmap":"([^"]*)"/)[1];
  }
  return value;
}));
const open = parts => hf.Tokenizer.fromString(JSON.stringify(file(resolve(parts))));

// The texts of the words, and the places of their characters, which are not written where character i is character i of the text. The bytes of a character have the same
// place unless each is given.
const inspect = async (tokenizer, text, spelling) => {
  const encoding = await tokenizer.encode(text, null, { addSpecialTokens: false });
  const ids = encoding.getIds(), words = encoding.getWordIds(), places = encoding.getOffsets();
  const pieces = [], offsets = [];
  ids.forEach((id, i) => {
    (pieces[words[i]] ??= []).push(id);
    const continues = (id & 0xc0) === 0x80;
    if (!continues || i === 0 || places[i].join() !== places[i - 1].join()) offsets.push(...places[i]);
  });
  const plain = [...text].flatMap((_, i) => [i, i + 1]);
  return { pieces: pieces.map(piece => Buffer.from(piece).toString(spelling)), ...(offsets.join() === plain.join() ? {} : { offsets }) };
};

const steps = async (file, field, list) => {
  const lines = [{ texts }];
  for (const [name, step] of list) {
    lines.push({ name, step });
    const isByteLevel = field === 'pre_tokenizer' && JSON.stringify(step).includes('"ByteLevel"');
    const tokenizer = open({ [field]: step, ...(isByteLevel ? { model: byteLettersModel } : {}) });
    for (const text of texts) lines.push(await inspect(tokenizer, text, isByteLevel ? 'latin1' : 'utf8'));
  }
  write(file, lines);
};

const flags = [false, true];
const replace = (pattern, content) => ({ type: 'Replace', pattern, content });
const string = String => ({ String });
const regex = Regex => ({ Regex });
const sequence = (key, ...items) => ({ type: 'Sequence', [key]: items });

const normalizers = [
  ...flags.flatMap(clean_text => flags.flatMap(handle_chinese_chars => [null, ...flags].flatMap(strip_accents => flags.map(lowercase =>
    [`BertNormalizer clean ${clean_text}, Chinese ${handle_chinese_chars}, accents ${strip_accents}, lowercase ${lowercase}`,
      { type: 'BertNormalizer', clean_text, handle_chinese_chars, strip_accents, lowercase }])))),
  ...['Lowercase', 'NFC', 'NFD', 'NFKC', 'NFKD', 'StripAccents', 'Nmt', 'ByteLevel'].map(type => [type, { type }]),
  ...flags.flatMap(strip_left => flags.map(strip_right => [`Strip left ${strip_left}, right ${strip_right}`, { type: 'Strip', strip_left, strip_right }])),
  ...[['``', '"'], ['a', ''], [' ', '\u2581'], ['aa', 'b'], ['\u00e9', 'e'], ['.', '$1'], ['a', 'aa'], ['\u6771\u4eac', 'x'], [' ', '']]
    .map(([pattern, content]) => [`Replace ${spell(pattern)} by ${spell(content)}`, replace(string(pattern), content)]),
  ...[[' {2,}', '\u2581'], [' {2,}', ' '], ['\\s+', ' '], ['\\s', '_'], ['\\n', ' '], ['\\d', '0'], ['\\d+', '<n>'], ['\\d{1,3}', '#'], ['a{2}', 'x'], ['a{2,3}', ''], ['\\.', ','], ['\\t', '  '],
    ['\\r', ''], [' +', ''], ['\u3000', ' ']]
    .map(([pattern, content]) => [`Replace regex ${spell(pattern)} by ${spell(content)}`, replace(regex(pattern), content)]),
  ...['\u2581', 'ab', '\u{1f600}'].map(prepend => [`Prepend ${spell(prepend)}`, { type: 'Prepend', prepend }]),
  ['Sequence of none', sequence('normalizers')],
  ['Sequence NFD, StripAccents, Lowercase', sequence('normalizers', { type: 'NFD' }, { type: 'StripAccents' }, { type: 'Lowercase' })],
  ['Sequence NFKC, Replace white, Strip', sequence('normalizers', { type: 'NFKC' }, replace(regex('\\s+'), ' '), { type: 'Strip', strip_left: true, strip_right: true })],
  ['Sequence Prepend, Replace blank', sequence('normalizers', { type: 'Prepend', prepend: '\u2581' }, replace(string(' '), '\u2581'))],
  ['Sequence in a sequence', sequence('normalizers', sequence('normalizers', { type: 'Lowercase' }), sequence('normalizers', { type: 'NFC' }, { type: 'Prepend', prepend: 'X' }))],
  ['Sequence Strip, Prepend, Nmt', sequence('normalizers', { type: 'Strip', strip_left: true, strip_right: false }, { type: 'Prepend', prepend: 'A\u0301' }, { type: 'Nmt' })],
  ['Sequence Replace, NFC, Lowercase', sequence('normalizers', replace(string('a'), 'E\u0301'), { type: 'NFC' }, { type: 'Lowercase' })],
];

const charsmaps_ = [
  ['Precompiled nmt_nfkc', { type: 'Precompiled', precompiled_charsmap: { charsmap: 'tokenizers/xlm-roberta-base/tokenizer.json' } }],
  ['Sequence Precompiled, Strip, Replace blanks', sequence('normalizers', { type: 'Precompiled', precompiled_charsmap: { charsmap: 'tokenizers/xlm-roberta-base/tokenizer.json' } },
    { type: 'Strip', strip_left: false, strip_right: true }, replace(regex(' {2,}'), '\u2581'))],
];

const behaviors = ['Removed', 'Isolated', 'MergedWithPrevious', 'MergedWithNext', 'Contiguous'];
const split = (pattern, behavior, invert) => ({ type: 'Split', pattern, behavior, invert });
const everyBehavior = (name, pattern) => behaviors.flatMap(behavior => flags.map(invert => [`Split ${name}, ${behavior}${invert ? ', inverted' : ''}`, split(pattern, behavior, invert)]));
const gpt2 = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";
const cl100k = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
const qwen2 = cl100k.replace('{1,3}', '');
const o200k = "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
const clip = "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";
const metaspace = (replacement, prepend_scheme, split) => ({ type: 'Metaspace', replacement, prepend_scheme, split });
const byteLevel = (add_prefix_space, use_regex, trim_offsets = true) => ({ type: 'ByteLevel', add_prefix_space, trim_offsets, use_regex });

const preTokenizers = [
  ['BertPreTokenizer', { type: 'BertPreTokenizer' }],
  ...flags.flatMap(prefix => flags.flatMap(useRegex => flags.map(trim => [`ByteLevel prefix ${prefix}, regex ${useRegex}, trim ${trim}`, byteLevel(prefix, useRegex, trim)]))),
  ['ByteLevel without use_regex', { type: 'ByteLevel', add_prefix_space: false, trim_offsets: false }],
  ...['\u2581', '_', '\u{1f600}', 'a'].flatMap(mark => ['always', 'first', 'never'].flatMap(scheme => flags.map(cuts => [`Metaspace ${spell(mark)}, ${scheme}, split ${cuts}`, metaspace(mark, scheme, cuts)]))),
  ['Metaspace of old files', { type: 'Metaspace', replacement: '\u2581', add_prefix_space: true }],
  ['Metaspace of older files', { type: 'Metaspace', replacement: '\u2581', str_rep: '\u2581', add_prefix_space: true }],
  ['Metaspace of old files without prefix', { type: 'Metaspace', replacement: '\u2581', add_prefix_space: false, prepend_scheme: 'never' }],
  ...everyBehavior('"-"', string('-')),
  ...everyBehavior('"--"', string('--')),
  ...everyBehavior('\\s+', regex('\\s+')),
  ...everyBehavior('\\d', regex('\\d')),
  ...['\\s', ' {2,}', '\\n', '\\d{1,3}', '\\d+', '[0-9]', '[a-zA-Z]+', '[^\\s]+', ' ', '[\\r\\n]', '\\p{L}+', '\\p{N}', '\\S+', '\\w+']
    .map(pattern => [`Split ${pattern}, Isolated`, split(regex(pattern), 'Isolated', false)]),
  ...[['GPT-2', gpt2], ['cl100k', cl100k], ['o200k', o200k], ['Qwen 2', qwen2], ['CLIP', clip]].flatMap(([name, pattern]) =>
    [['Isolated', false], ['Removed', true], ['Removed', false], ['MergedWithPrevious', false]].map(([behavior, invert]) =>
      [`Split ${name}, ${behavior}${invert ? ', inverted' : ''}`, split(regex(pattern), behavior, invert)])),
  ['Whitespace', { type: 'Whitespace' }],
  ['WhitespaceSplit', { type: 'WhitespaceSplit' }],
  ['Punctuation', { type: 'Punctuation' }],
  ...behaviors.map(behavior => [`Punctuation ${behavior}`, { type: 'Punctuation', behavior }]),
  ...flags.map(individual_digits => [`Digits individual ${individual_digits}`, { type: 'Digits', individual_digits }]),
  ...['-', ' ', '\u{20000}', '\u2581'].map(delimiter => [`CharDelimiterSplit ${spell(delimiter)}`, { type: 'CharDelimiterSplit', delimiter }]),
  ['FixedLength', { type: 'FixedLength' }],
  ...[1, 2, 3, 7, 100].map(length => [`FixedLength ${length}`, { type: 'FixedLength', length }]),
  ['UnicodeScripts', { type: 'UnicodeScripts' }],
  ['Sequence of none', sequence('pretokenizers')],
  ['Sequence WhitespaceSplit, Metaspace', sequence('pretokenizers', { type: 'WhitespaceSplit' }, metaspace('\u2581', 'always', true))],
  ['Sequence Punctuation, Metaspace first', sequence('pretokenizers', { type: 'Punctuation' }, metaspace('\u2581', 'first', true))],
  ['Sequence Digits, ByteLevel', sequence('pretokenizers', { type: 'Digits', individual_digits: true }, byteLevel(false, true))],
  ['Sequence Split, ByteLevel with prefix', sequence('pretokenizers', split(regex('\\d{1,3}'), 'Isolated', false), byteLevel(true, false))],
  ['Sequence UnicodeScripts, Metaspace, FixedLength', sequence('pretokenizers', { type: 'UnicodeScripts' }, metaspace('\u2581', 'always', true), { type: 'FixedLength', length: 2 })],
  ['Sequence Metaspace, Punctuation, Digits', sequence('pretokenizers', metaspace('\u2581', 'always', false), { type: 'Punctuation', behavior: 'MergedWithNext' }, { type: 'Digits', individual_digits: false })],
  ['Sequence in a sequence', sequence('pretokenizers', sequence('pretokenizers', { type: 'Whitespace' }), sequence('pretokenizers', { type: 'CharDelimiterSplit', delimiter: '_' }, { type: 'BertPreTokenizer' }))],
];

const cls = ['<s>', 262], sep = ['</s>', 263];
const special = name => ({ SpecialToken: { id: name, type_id: 0 } });
const specialOf = (name, type_id) => ({ SpecialToken: { id: name, type_id } });
const text = (id, type_id) => ({ Sequence: { id, type_id } });
const specialTokens = { '<s>': { id: '<s>', ids: [262], tokens: ['<s>'] }, '</s>': { id: '</s>', ids: [263], tokens: ['</s>'] }, two: { id: 'two', ids: [263, 264], tokens: ['</s>', '<m>'] } };
const template = (single, pair) => ({ type: 'TemplateProcessing', single, pair, special_tokens: specialTokens });
const postProcessors = [
  ['BertProcessing', { type: 'BertProcessing', sep, cls }],
  ...flags.flatMap(trim_offsets => flags.map(add_prefix_space =>
    [`RobertaProcessing trim ${trim_offsets}, prefix ${add_prefix_space}`, { type: 'RobertaProcessing', sep, cls, trim_offsets, add_prefix_space }])),
  ...flags.flatMap(trim => flags.map(prefix => [`ByteLevel trim ${trim}, prefix ${prefix}`, byteLevel(prefix, true, trim)])),
  ['TemplateProcessing <s> $A </s>', template([special('<s>'), text('A', 0), special('</s>')], [special('<s>'), text('A', 0), special('</s>'), text('B', 1), specialOf('</s>', 1)])],
  ['TemplateProcessing $A, two tokens', template([text('A', 0), special('two')], [text('A', 0), special('two'), special('two'), text('B', 0), special('two')])],
  ['TemplateProcessing other types', template([specialOf('<s>', 3), text('A', 2)], [text('B', 5), specialOf('</s>', 4), text('A', 1)])],
  ['TemplateProcessing no special tokens', template([text('A', 1)], [text('A', 1), text('B', 0)])],
  ['Sequence ByteLevel, TemplateProcessing', sequence('processors', byteLevel(true, true, true), template([special('<s>'), text('A', 0)], [special('<s>'), text('A', 0), special('</s>'), text('B', 1)]))],
  ['Sequence ByteLevel without trimming, BertProcessing', sequence('processors', byteLevel(false, true, false), { type: 'BertProcessing', sep, cls })],
  ['Sequence of none', sequence('processors')],
  ['Sequence of one', sequence('processors', { type: 'RobertaProcessing', sep, cls, trim_offsets: true, add_prefix_space: true })],
];
const mark = { id: 264, content: '<m>', single_word: false, lstrip: true, rstrip: true, normalized: false, special: true };
const pairs = [
  ['  <m>', null], [' <m>', null], ['a  <m>  b', '<m>\n'],
  ['', null], ['a', null], [' a b  a', null], ['  ', null], [' \n\n a\n', null], ['b b  \u00e9 \u6771', null], ['a', ''], ['', 'a'], ['', ''], ['a b', ' b a '], ['  a', '  b'], [' \u00a0a', '\u3000b '],
];
const postProcess = async () => {
  const lines = [];
  for (const [name, step] of postProcessors) {
    lines.push({ name, step });
    for (const prefix of flags) {
      const tokenizer = open({ post_processor: step, model: lettersModel, pre_tokenizer: byteLevel(prefix, true), added_tokens: [mark] });
      for (const [first, second] of pairs) {
        for (const addSpecialTokens of flags) {
          const encoding = await tokenizer.encode(first, second, { addSpecialTokens });
          const numbers = list => list.map(number => number ?? -1);
          lines.push({
            prefix, special: addSpecialTokens, text: first, pair: second, ids: encoding.getIds(), types: encoding.getTypeIds(), mask: encoding.getSpecialTokensMask(),
            offsets: encoding.getOffsets().flat(), words: numbers(encoding.getWordIds()), sequences: numbers(encoding.getSequenceIds()),
          });
        }
      }
    }
  }
  write('post-processors.jsonl', lines);
};

const lists = [
  [], ['a'], ['a', 'b'], ['##a', '##b', 'c', '##'], ['a', '##a##b', '#'], ['do', 'not', '.', 'n\'t', ' \' ', ',', '!', '?'], ['I', ' \'m', ' do not', 'a .', ' \'re b'],
  ['\u0120a', '\u00e9', '\u00c3', '\u00a9', '\u65e5', '\u0120\u0120b'], ['\u00e2\u0124', '\u00ac'], ['\u00ff', '\u00fe', 'a'], ['a</w>', 'b', '</w>c</w>', 'd</w>'], ['a</w>'],
  ['<0xE2>', '<0x82>', '<0xAC>', 'x'], ['<0xe2>', '<0x82>', 'x', '<0xFF>'], ['<0x41>', '<0x+A>', '<0x 1>', '<0x1>', '<0x-1>', '<0xG1>'], ['<0xF0>', '<0x9F>', '<0x98>', '<0x80>', '<0xF0>'],
  ['\u2581a\u2581b', '\u2581c', '\u2581'], ['\u2581', '\u2581\u2581a'], ['_a_b', '_c_', 'd_'], ['  a  ', ' b', 'c '], ['aaab', 'baaa', 'abab'], ['\u{1f600}a\u{1f600}', '\u{1f600}\u{1f600}'],
  ['<pad>', 'a', 'a', '<pad>', 'a', '|', '|', 'b', ' .', '<pad>x'], ['|', 'a', '|'], ['a', 'a'], ['<pad>', '<pad>'], ['h', 'h', 'e', '<pad>', 'l', 'l', '<pad>', 'l', 'o', '|', ' n\'t'],
  ['a b', 'aab', 'ba '], ['1', '22', '3 4'], [' ', '', 'a'],
];
// Strip of more than a token has aborts the process, so it gets lists of its own.
const stripLists = lists.filter(list => list.every(token => [...token].length > 3)).concat([['  abc  ', '   abcd', 'abcd   '], ['aaab', 'baaa', 'abababa'], ['\u2581abc', 'abc\u2581']]);
const decoders = [
  ...['##', '', '#', 'a'].flatMap(prefix => flags.map(cleanup => [`WordPiece ${spell(prefix)}, cleanup ${cleanup}`, { type: 'WordPiece', prefix, cleanup }])),
  ['ByteLevel', byteLevel(true, true)],
  ...['</w>', '', 'b'].map(suffix => [`BPEDecoder ${spell(suffix)}`, { type: 'BPEDecoder', suffix }]),
  ['ByteFallback', { type: 'ByteFallback' }],
  ['Fuse', { type: 'Fuse' }],
  ...[['a', 'b'], ['\u2581', ' '], ['aa', ''], ['.', '$0']].map(([pattern, content]) => [`Replace ${spell(pattern)} by ${spell(content)}`, replace(string(pattern), content)]),
  ...[['a', 'b'], ['\\s+', '_'], ['\\d', '#'], [' {2,}', ' '], ['a+', '$0']].map(([pattern, content]) => [`Replace regex ${spell(pattern)} by ${spell(content)}`, replace(regex(pattern), content)]),
  ...[[' ', 1, 0], [' ', 0, 0], ['a', 3, 0], ['\u{1f600}', 1, 0]].map(([content, start, stop]) => [`Strip ${spell(content)}, ${start}, ${stop}`, { type: 'Strip', content, start, stop }]),
  ...[[' ', 1, 1], [' ', 0, 2], ['a', 2, 3]].map(([content, start, stop]) => [`Strip ${spell(content)}, ${start}, ${stop}`, { type: 'Strip', content, start, stop }, stripLists]),
  ...['\u2581', '_', '\u{1f600}'].flatMap(mark => ['always', 'first', 'never'].map(scheme => [`Metaspace ${spell(mark)}, ${scheme}`, metaspace(mark, scheme, true)])),
  ['Metaspace of old files', { type: 'Metaspace', replacement: '\u2581', add_prefix_space: true }],
  ...[['<pad>', '|'], ['a', 'b'], ['', '|'], ['<pad>', '']].flatMap(([pad_token, word_delimiter_token]) => flags.map(cleanup =>
    [`CTC ${spell(pad_token)}, ${spell(word_delimiter_token)}, cleanup ${cleanup}`, { type: 'CTC', pad_token, word_delimiter_token, cleanup }])),
  ['Sequence of none', sequence('decoders')],
  ['Sequence Replace, ByteFallback, Fuse, Strip', sequence('decoders', replace(string('\u2581'), ' '), { type: 'ByteFallback' }, { type: 'Fuse' }, { type: 'Strip', content: ' ', start: 1, stop: 0 })],
  ['Sequence ByteFallback, Metaspace, Fuse', sequence('decoders', { type: 'ByteFallback' }, metaspace('\u2581', 'always', true), { type: 'Fuse' })],
  ['Sequence WordPiece, Fuse, Strip', sequence('decoders', { type: 'WordPiece', prefix: '##', cleanup: true }, { type: 'Fuse' }, { type: 'Strip', content: 'a', start: 1, stop: 0 })],
  ['Sequence Replace, WordPiece', sequence('decoders', replace(string('a'), '##'), { type: 'WordPiece', prefix: '##', cleanup: false })],
  ['Sequence CTC, Metaspace', sequence('decoders', { type: 'CTC', pad_token: '<pad>', word_delimiter_token: '|', cleanup: true }, metaspace('a', 'always', true))],
  ['Sequence CTC, BPEDecoder', sequence('decoders', { type: 'CTC', pad_token: '<pad>', word_delimiter_token: '|', cleanup: false }, { type: 'BPEDecoder', suffix: 'x' })],
  ['Sequence Fuse, WordPiece, CTC', sequence('decoders', { type: 'Fuse' }, { type: 'WordPiece', prefix: '##', cleanup: false }, { type: 'CTC', pad_token: 'b', word_delimiter_token: 'a', cleanup: true })],
  ['Sequence BPEDecoder, ByteLevel', sequence('decoders', { type: 'BPEDecoder', suffix: '</w>' }, byteLevel(true, true))],
];
const decode = () => {
  const lines = [];
  for (const [name, step, own] of decoders) {
    lines.push({ name, step });
    const decoder = open({ decoder: step }).getDecoder();
    for (const tokens of own ?? lists) lines.push({ tokens, text: decoder.decode(tokens) });
  }
  write('decoders.jsonl', lines);
};

(async () => {
  await steps('normalizers.jsonl', 'normalizer', normalizers);
  await steps('charsmaps.jsonl', 'normalizer', charsmaps_);
  await steps('pre-tokenizers.jsonl', 'pre_tokenizer', preTokenizers);
  await postProcess();
  decode();
})();
