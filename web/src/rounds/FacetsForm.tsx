import { whole } from '../format';
import { TextFields } from '../feedback/QuestionForm';
import { Icon } from '../kit/icons';
import { own, useWords, type Language } from '../words';
import { FACET_OPTIONS_MOST, FACETS_MOST, freshValue, newFacet } from './plan';
import type { Facet, Plan } from './shapes';

/** At most three things a person may say of themselves; neighbours stand beside each other, for small classes merge with them. */
export function FacetsForm({ plan, onChange }: { plan: Plan; onChange: (plan: Plan) => void }) {
  const { t, language } = useWords();
  const languages = plan.languages as Language[];
  const change = (at: number, facet: Facet) => onChange({ ...plan, facets: plan.facets.map((one, place) => (place === at ? facet : one)) });
  return (
    <>
      <p className="m2">{t('web.rounds.facets_why', { floor: whole(plan.floor || 0, language) })}</p>
      {plan.facets.map((facet, at) => (
        <fieldset key={facet.key} className="facetform">
          <legend className="vh">{own(facet.text, language) || t('web.rounds.facet_n', { n: whole(at + 1, language) })}</legend>
          <TextFields label={t('web.rounds.facet_question')} languages={languages} value={facet.text} onChange={(text) => change(at, { ...facet, text })} maxLength={120} required />
          <ol>
            {facet.options.map((option, place) => (
              <li key={option.value}>
                <TextFields
                  label={t('web.rounds.class', { n: whole(place + 1, language) })}
                  languages={languages}
                  value={option.label}
                  onChange={(label) => change(at, { ...facet, options: facet.options.map((one, there) => (there === place ? { ...one, label } : one)) })}
                  maxLength={120}
                  required
                />
                <button type="button" className="btn sm" disabled={facet.options.length <= 2} onClick={() => change(at, { ...facet, options: facet.options.filter((one) => one.value !== option.value) })}>
                  <Icon name="close" size={12} />
                  <span className="vh">{t('web.rounds.class_drop', { n: whole(place + 1, language) })}</span>
                </button>
              </li>
            ))}
          </ol>
          <div className="row wrap">
            {facet.options.length < FACET_OPTIONS_MOST && (
              <button type="button" className="btn sm" onClick={() => change(at, { ...facet, options: [...facet.options, { value: freshValue(facet.options, 'c'), label: {} }] })}>
                <Icon name="plus" size={12} />
                {t('web.rounds.class_add')}
              </button>
            )}
            <button type="button" className="btn sm" onClick={() => onChange({ ...plan, facets: plan.facets.filter((one) => one.key !== facet.key) })}>
              {t('web.rounds.facet_drop')}
              <span className="vh">: {own(facet.text, language) || t('web.rounds.facet_n', { n: whole(at + 1, language) })}</span>
            </button>
          </div>
        </fieldset>
      ))}
      {plan.facets.length < FACETS_MOST ? (
        <div>
          <button type="button" className="btn" onClick={() => onChange({ ...plan, facets: [...plan.facets, newFacet(plan.facets.map((one) => one.key))] })}>
            <Icon name="plus" />
            {t('web.rounds.facet_add')}
          </button>
        </div>
      ) : (
        <p className="s m2">{t('web.rounds.facets_full')}</p>
      )}
    </>
  );
}
