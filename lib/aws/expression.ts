import type { AttributeValue as SdkValue } from '@aws-sdk/client-dynamodb';
import type { AttributeValue, LavaItem } from '../connectors/lava-item';
import { AwsRefusal } from '../resolution/ports';
import { toSdkValue } from './dynamodb-values';

/** DynamoDB takes so many bytes, and so many operators and functions together, in one expression. */
const MAX_BYTES = 4096;
const MAX_OPERATORS = 300;

/**
 * The expressions of one call: names and values behind placeholders, each used as often as wanted. DynamoDB refuses
 * those that no expression uses.
 */
export class Expression {
  readonly #operation: string;
  readonly #names = new Map<string, string>();
  readonly #values: (readonly [string, SdkValue])[] = [];

  constructor(operation: string) {
    this.#operation = operation;
  }

  name(attribute: string): string {
    const known = this.#names.get(attribute);
    if (known !== undefined) return known;
    const placeholder = `#n${this.#names.size}`;
    this.#names.set(attribute, placeholder);
    return placeholder;
  }

  value(value: AttributeValue): string {
    const placeholder = `:v${this.#values.length}`;
    this.#values.push([placeholder, toSdkValue(value)]);
    return placeholder;
  }

  /**
   * That the item is `expected`: in any case in these attributes (those that it lacks are absent), in the others as far
   * as one expression has room. The caller sees to it that what is not named here is neither written nor lost.
   */
  condition(expected: LavaItem, inAnyCase: readonly string[]): string {
    const parts = inAnyCase.flatMap((attribute) => {
      const value = Object.hasOwn(expected, attribute) ? expected[attribute] : undefined;
      const name = this.name(attribute);
      return value === undefined ? [`attribute_not_exists(${name})`] : this.#equal(name, value);
    });
    let condition = this.checked(parts.join(' AND '));
    for (const [attribute, value] of Object.entries(expected)) {
      if (inAnyCase.includes(attribute)) continue;
      const before = { names: this.#names.size, values: this.#values.length };
      const longer = [condition, ...this.#equal(this.name(attribute), value)].join(' AND ');
      if (fits(longer)) condition = longer;
      else this.#forget(before);
    }
    return condition;
  }

  /** The text, if DynamoDB takes it. @throws {AwsRefusal} ItemTooComplex */
  checked(text: string): string {
    if (fits(text)) return text;
    throw new AwsRefusal(
      'dynamodb',
      this.#operation,
      'ItemTooComplex',
      'More attributes change than one conditional write can name.',
    );
  }

  parameters() {
    return {
      ExpressionAttributeNames: Object.fromEntries(
        [...this.#names].map(([attribute, placeholder]) => [placeholder, attribute]),
      ),
      ExpressionAttributeValues: Object.fromEntries(this.#values),
    };
  }

  /** Maps and lists are compared member by member, and by how many they have. */
  #equal(path: string, value: AttributeValue): string[] {
    if ('M' in value) {
      const members = Object.entries(value.M);
      return [
        ...this.#container(path, 'M', members.length),
        ...members.flatMap(([key, inner]) => this.#equal(`${path}.${this.name(key)}`, inner)),
      ];
    }
    if ('L' in value) {
      return [
        ...this.#container(path, 'L', value.L.length),
        ...value.L.flatMap((inner, index) => this.#equal(`${path}[${index}]`, inner)),
      ];
    }
    return [`${path}=${this.value(value)}`];
  }

  #container(path: string, type: 'M' | 'L', size: number): string[] {
    return [
      `attribute_type(${path},${this.value({ S: type })})`,
      `size(${path})=${this.value({ N: String(size) })}`,
    ];
  }

  #forget({ names, values }: { names: number; values: number }): void {
    for (const attribute of [...this.#names.keys()].slice(names)) this.#names.delete(attribute);
    this.#values.length = values;
  }
}

function fits(text: string): boolean {
  return Buffer.byteLength(text) <= MAX_BYTES && operatorsOf(text) <= MAX_OPERATORS;
}

/** How many operators and functions: names and values are placeholders, which hold none of these. */
function operatorsOf(text: string): number {
  return text.match(/[=(]| AND /g)?.length ?? 0;
}
