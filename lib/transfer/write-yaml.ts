import { Document, isScalar, type Scalar, type ScalarTag, visit } from 'yaml';
import type { Spec } from '../connectors/spec';

/** Characters that readers of YAML take for line ends, or refuse, unless they are escaped in double quotes. */
const ESCAPED = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;
const ALL_ESCAPED = new RegExp(ESCAPED.source, 'g');
/** In YAML 1.1 a type of its own. */
const EQUALS = '=';

/** YAML 1.1 takes a number with an exponent for one only with a point and a sign in it. */
const EXPONENT: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  identify: (value) => typeof value === 'number' && /^-?\de/.test(String(value)),
  default: true,
  test: /^(?!)/,
  resolve: Number,
  stringify: ({ value }) => String(value).replace('e', '.0e'),
};

/** A YAML document that readers of YAML 1.1 and 1.2 read alike. Keys keep their order. */
export function writeYaml(spec: Spec): string {
  const document = new Document(spec, {
    version: '1.2',
    schema: 'core',
    compat: 'yaml-1.1',
    customTags: (tags) => [EXPONENT, ...tags],
    aliasDuplicateObjects: false,
  });
  visit(document, {
    Scalar: (_, scalar) => quoteWhereNeeded(scalar),
    Pair: (_, { key }) => {
      if (isScalar(key)) quoteWhereNeeded(key);
    },
  });
  return document
    .toString({ lineWidth: 0, blockQuote: 'literal' })
    .replace(ALL_ESCAPED, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function quoteWhereNeeded(scalar: Scalar): void {
  const { value } = scalar;
  if (typeof value === 'string' && (value === EQUALS || ESCAPED.test(value))) scalar.type = 'QUOTE_DOUBLE';
}
