// The map as a text, by format: for the panel's Export.

import type { TextFormat } from '../protocol/messages';
import { mapCsv } from './csv';
import { mapDot } from './dot';
import type { MapContent } from './map-content';
import { mapMarkdown } from './markdown';

export function mapAs(format: TextFormat, content: MapContent): string {
  switch (format) {
    case 'csv':
      return mapCsv(content);
    case 'markdown':
      return mapMarkdown(content);
    case 'dot':
      return mapDot(content);
  }
}
