// The answers to the questions beside `pair`, as an entry of its own: most machines only ask for pairs, and scatterlists with
// their bands are a tenth of the panel.

export { questionContent } from './parts/question';
