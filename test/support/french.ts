// Elements are tested without the root, which brings the languages.
import { loadLanguage } from '../../src/i18n/languages.js';
import '../../src/i18n/localize.js';

await loadLanguage('fr');
