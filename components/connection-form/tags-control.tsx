'use client';

import AttributeEditor, { type AttributeEditorProps } from '@cloudscape-design/components/attribute-editor';
import Input from '@cloudscape-design/components/input';
import { useRef } from 'react';
import { type TagPair, tagPairs, tagText } from '@/lib/connectors/tag-text';
import type { ControlProps } from './field-control';

/** The editor of a map of tags. A stored value that is no map of texts starts as no tags. */
export function TagsControl({ field, value, onChange }: ControlProps) {
  const editor = useRef<AttributeEditorProps.Ref>(null);
  const pairs = tagPairs(String(value)) ?? [];
  const put = (index: number, pair: TagPair) => onChange(tagText(pairs.with(index, pair)));
  return (
    <AttributeEditor
      ref={editor}
      items={pairs}
      empty="None yet."
      addButtonText="Add a tag"
      removeButtonText="Remove"
      removeButtonAriaLabel={([name]) => `Remove the tag ${name || 'without a name'}`}
      onAddButtonClick={() => onChange(tagText([...pairs, ['', '']]))}
      onRemoveButtonClick={({ detail }) => {
        onChange(tagText(pairs.toSpliced(detail.itemIndex, 1)));
        editor.current?.focusAddButton();
      }}
      definition={[
        {
          label: 'Name',
          control: ([name, text], index) => (
            <Input
              value={name}
              ariaLabel={`Name of tag ${index + 1} of ${field.label.toLowerCase()}`}
              autoComplete={false}
              spellcheck={false}
              onChange={({ detail }) => put(index, [detail.value, text])}
            />
          ),
        },
        {
          label: 'Value',
          control: ([name, text], index) => (
            <Input
              value={text}
              ariaLabel={`Value of tag ${index + 1} of ${field.label.toLowerCase()}`}
              autoComplete={false}
              spellcheck={false}
              onChange={({ detail }) => put(index, [name, detail.value])}
            />
          ),
        },
      ]}
    />
  );
}
