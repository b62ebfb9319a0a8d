import { clusterIdOf, clusterKeyOf } from '@/lib/connectors/cluster-id';
import type { Field } from '@/lib/connectors/field';
import { connectorFor } from '@/lib/connectors/registry';
import { has, type Spec } from '@/lib/connectors/spec';
import type { Provenance, Source, Trace } from '@/lib/resolution/resolution';

/** One field as the overview shows it. */
export interface FieldRow {
  readonly name: string;
  readonly label: string;
  /** As JSON spells it; null: there is none, or it is not known yet. */
  readonly value: string | null;
  /** Where it comes from, in words. */
  readonly from: string;
  /** What it won over, in words. */
  readonly shadowed: readonly string[];
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A source in words; names as they are spelled stand in backticks. */
function sourceText(source: Source): string {
  switch (source.source) {
    case 'spec':
      return 'Specification';
    case 'ssm':
      return `SSM parameter \`${source.parameter}\``;
    case 'secret':
      return `Key \`${source.key}\` of the secret \`${source.secretId}\``;
    case 'host-label':
      return 'First label of the host';
    case 'aws':
      return `Answer of \`${source.operation}\``;
    case 'default':
      return 'Default';
    case 'lava':
      return 'Filled in by lava';
  }
}

function tableOf(spec: Spec): readonly Field[] {
  return connectorFor(spec.type)?.fields.filter(({ name }) => !name.endsWith('*')) ?? [];
}

function namesOf(spec: Spec, more: Iterable<string>): string[] {
  return [...new Set([...tableOf(spec).map(({ name }) => name), ...Object.keys(spec), ...more])];
}

/** Every field with its value and origin as a test found them. */
export function resolvedRows(spec: Spec, resolved: Spec, trace: Trace): FieldRow[] {
  const fields = tableOf(spec);
  return namesOf(spec, [...Object.keys(resolved), ...Object.keys(trace)]).map((name) => {
    const provenance: Provenance | undefined = Object.hasOwn(trace, name) ? trace[name] : undefined;
    const field = fields.find((candidate) => candidate.name === name);
    return {
      name,
      label: field?.label ?? name,
      value: has(resolved, name) ? shown(resolved[name]) : null,
      from: provenance
        ? sourceText(provenance)
        : has(spec, name)
          ? 'Specification'
          : field?.default
            ? `Not set. Default: ${field.default}`
            : 'Not set',
      shadowed: (provenance?.shadowed ?? []).map(sourceText),
    };
  });
}

/** Every field as far as the specification alone tells. */
export function specRows(spec: Spec): FieldRow[] {
  const fields = tableOf(spec);
  return namesOf(spec, []).map((name) => {
    const field = fields.find((candidate) => candidate.name === name);
    const label = field?.label ?? name;
    if (name === 'password' && has(spec, name)) {
      return {
        name,
        label,
        value: '[secret]',
        from: `Will be read from the SSM parameter \`${shown(spec[name])}\``,
        shadowed: has(spec, 'secret_id') ? ['Key `password` of the secret, if it has one'] : [],
      };
    }
    if (has(spec, name))
      return { name, label, value: shown(spec[name]), from: 'Specification', shadowed: [] };
    return { name, label, value: null, from: absentText(spec, field), shadowed: [] };
  });
}

function absentText(spec: Spec, field: Field | undefined): string {
  const fallback = field?.default ? `. Default: ${field.default}` : '';
  if (field?.secretKey && has(spec, 'secret_id')) {
    return `May come from the secret’s key \`${field.secretKey}\`${fallback}`;
  }
  if (field?.name !== undefined && field.name === clusterKeyOf(spec)) {
    if (has(spec, 'password')) return 'Not needed: the password comes from a parameter';
    const cluster = clusterIdOf(spec);
    if (cluster?.source === 'host-label') return `First label of the host: \`${cluster.id}\``;
  }
  return `Not set${fallback}`;
}
