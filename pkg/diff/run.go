package diff

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// subject is what a rule judges.
type subject struct{ rule, resource string }

// verdicts are all of a rule on one resource.
type verdicts struct {
	passed bool
	// open is the inconclusive one; fails are by fingerprint.
	open  *finding.Finding
	fails map[string]*finding.Finding
}

// run is one side, ready to be looked up.
type run struct {
	results  *finding.Results
	rules    map[string]finding.Rule
	errors   map[string]bool
	subjects map[subject]*verdicts
	sources  map[string]finding.Source
	// seen has the sources that saw a resource, as far as they are known.
	seen map[string][]string
	// missing are the facts that some finding lacked, by resource.
	missing map[string][]string
	// hidden are the facts that the other run tells and this one does not, by resource.
	hidden map[string][]string
}

func newRun(side Side) *run {
	r := &run{
		results: side.Results, rules: map[string]finding.Rule{}, errors: map[string]bool{},
		subjects: map[subject]*verdicts{}, sources: map[string]finding.Source{},
		seen: map[string][]string{}, missing: map[string][]string{}, hidden: map[string][]string{},
	}
	for _, rule := range side.Results.Rules {
		r.rules[rule.ID] = rule
	}
	for _, source := range side.Results.Sources {
		if known, twice := r.sources[source.ID]; !twice || readness(source.Status) < readness(known.Status) {
			r.sources[source.ID] = source
		}
	}
	for _, tally := range side.Results.Tallies {
		r.errors[tally.Rule] = tally.Error != ""
		for _, id := range tally.Passed {
			r.subject(subject{tally.Rule, id}).passed = true
		}
	}
	for i := range side.Results.Findings {
		r.add(&side.Results.Findings[i])
	}
	if side.Snapshot != nil {
		r.observed(side.Snapshot)
	}
	return r
}

func (r *run) subject(s subject) *verdicts {
	if r.subjects[s] == nil {
		r.subjects[s] = &verdicts{fails: map[string]*finding.Finding{}}
	}
	return r.subjects[s]
}

func (r *run) add(found *finding.Finding) {
	id := found.Resource.ID
	judged := r.subject(subject{found.Rule, id})
	if found.Verdict == finding.Fail {
		judged.fails[found.Fingerprint] = found
	} else {
		judged.open = found
	}
	for _, evidence := range found.Evidence {
		r.saw(id, evidence.Source)
	}
	for _, missing := range found.Missing {
		if strings.HasPrefix(missing.Pointer, "/") {
			r.missing[id] = append(r.missing[id], missing.Pointer)
		}
	}
}

func (r *run) saw(resource, source string) {
	if !slices.Contains(r.seen[resource], source) {
		r.seen[resource] = append(r.seen[resource], source)
	}
}

func (r *run) observed(evidence *snapshot.Snapshot) {
	for _, resources := range evidence.Resources {
		for _, resource := range resources {
			for _, observation := range resource.Observations {
				r.saw(resource.ID, observation.Source)
			}
		}
	}
}

// verdict is what the run says of one fault, by its fingerprint. A rule whose other faults
// are there has looked for this one too, unless what it looks at is hidden.
func (r *run) verdict(s subject, fingerprint, pointer string) Verdict {
	judged := r.subjects[s]
	if judged == nil {
		judged = &verdicts{}
	}
	_, takesPart := r.rules[s.rule]
	switch {
	case judged.fails[fingerprint] != nil:
		return Fail
	case judged.open != nil, r.errors[s.rule]:
		return Inconclusive
	case judged.passed:
		return Pass
	case len(judged.fails) > 0 && r.hides(s.resource, pointer):
		return Inconclusive
	case len(judged.fails) > 0:
		return Pass
	case !takesPart:
		return NotJudged
	default:
		return NotApplicable
	}
}

func (r *run) hides(resource, pointer string) bool {
	return pointer != "" && slices.ContainsFunc(r.hidden[resource], func(hidden string) bool {
		return snapshot.Within(hidden, pointer) || snapshot.Within(pointer, hidden)
	})
}
