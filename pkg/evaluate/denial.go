package evaluate

import (
	"errors"

	"github.com/pinelint/pinelint/pkg/finding"
)

// denial is what result.at makes.
type denial struct {
	resource string
	pointer  string
	message  string
	// severity is the finding's own, nil for the rule's.
	severity *finding.Severity
	absent   []string
	related  []place
	chain    []link
	// undecided says that the message is why there is no verdict.
	undecided bool
	// elsewhere is where the repair stands, if not with the resource.
	elsewhere *place
	// shown are the values that it rests on, where they are not those at the pointer.
	shown []finding.Evidence
	// patch is the repair, where the rule knows one.
	patch []finding.Operation
}

type place struct{ resource, pointer, message string }

// link is what result.link makes; one outside of the snapshot has no resource.
type link struct {
	place
	title, state string
}

// denials collects what rules said of all batches.
type denials struct {
	byRule  map[string]map[string][]denial
	applies map[string]map[string]bool
	errors  map[string]error
}

func newDenials() *denials {
	return &denials{
		byRule:  map[string]map[string][]denial{},
		applies: map[string]map[string]bool{},
		errors:  map[string]error{},
	}
}

// take notes what main says: by rule, what it denies and the resources that it judges.
func (d *denials) take(findings, applies map[string]any) {
	for id, subjects := range applies {
		d.subjects(id, subjects)
	}
	for id, list := range findings {
		d.add(id, list)
	}
}

func (d *denials) subjects(rule string, ids any) {
	list, ok := ids.([]any)
	if !ok {
		d.failed(rule, errors.New("applies is not a set of resource ids"))
		return
	}
	if d.applies[rule] == nil {
		d.applies[rule] = map[string]bool{}
	}
	for _, id := range list {
		d.applies[rule][text(id)] = true
	}
}

// failed keeps the first error of a rule.
func (d *denials) failed(rule string, err error) {
	if d.errors[rule] == nil {
		d.errors[rule] = err
	}
}

// add takes what main says that a rule denies.
func (d *denials) add(rule string, denied any) {
	list, _ := denied.([]any)
	for _, item := range list {
		object, _ := item.(map[string]any)
		d.put(rule, object)
	}
}

// addFor takes an element of a rule's own deny, and leaves out what main would have.
func (d *denials) addFor(rule finding.Rule, item any) {
	object, ok := item.(map[string]any)
	if !ok {
		d.failed(rule.ID, errors.New("deny holds something that result.at did not make"))
		return
	}
	if !rule.JudgesAll() && outsideProduction(text(object["environment"])) {
		return
	}
	d.put(rule.ID, object)
}

func (d *denials) put(rule string, object map[string]any) {
	said := denial{
		resource: text(object["resource"]),
		pointer:  text(object["pointer"]),
		message:  text(object["message"]),
	}
	if said.resource == "" || said.message == "" {
		d.failed(rule, errors.New("deny holds something that result.at did not make"))
		return
	}
	said.undecided, _ = object["undecided"].(bool)
	if other, ok := object["place"].(map[string]any); ok {
		said.elsewhere = &place{resource: text(other["resource"]), pointer: text(other["pointer"])}
	}
	var err error
	if said.severity, err = severity(object["severity"]); err != nil {
		d.failed(rule, err)
		return
	}
	if said.patch, err = operations(said, object["patch"]); err != nil {
		d.failed(rule, err)
		return
	}
	absent, _ := object["absent"].([]any)
	for _, name := range absent {
		said.absent = append(said.absent, text(name))
	}
	related, _ := object["related"].([]any)
	for _, item := range related {
		other, _ := item.(map[string]any)
		said.related = append(said.related, place{
			resource: text(other["resource"]), pointer: text(other["pointer"]), message: text(other["message"]),
		})
	}
	said.chain, said.shown = chain(object["chain"]), shown(object["shown"])
	if d.byRule[rule] == nil {
		d.byRule[rule] = map[string][]denial{}
	}
	d.byRule[rule][said.resource] = append(d.byRule[rule][said.resource], said)
}

func chain(list any) []link {
	items, _ := list.([]any)
	var links []link
	for _, item := range items {
		object, _ := item.(map[string]any)
		links = append(links, link{
			place: place{
				resource: text(object["resource"]), pointer: text(object["pointer"]), message: text(object["message"]),
			},
			title: text(object["title"]), state: text(object["state"]),
		})
	}
	return links
}

// shown are what result.shown was given.
func shown(list any) []finding.Evidence {
	values, _ := list.([]any)
	var all []finding.Evidence
	for _, value := range values {
		object, _ := value.(map[string]any)
		seen := finding.Evidence{
			Source: text(object["source"]), Address: text(object["address"]),
			Pointer: text(object["pointer"]), Value: object["value"],
		}
		if call, ok := object["call"].(map[string]any); ok {
			seen.Call = &finding.Call{
				Name: text(call["name"]), Account: text(call["account"]), Region: text(call["region"]),
				Time: text(call["time"]), RequestID: text(call["request_id"]),
			}
		}
		all = append(all, seen)
	}
	return all
}

// severity is what result.severe was given.
func severity(name any) (*finding.Severity, error) {
	if name == nil {
		return nil, nil
	}
	said, err := finding.ParseSeverity(text(name))
	return &said, err
}

// operations are what result.patched was given, for the resource where the repair stands.
func operations(said denial, patch any) ([]finding.Operation, error) {
	list, _ := patch.([]any)
	made := make([]finding.Operation, 0, len(list))
	for _, item := range list {
		object, _ := item.(map[string]any)
		operation := finding.Operation{
			Resource: said.resource, Op: text(object["op"]), Path: text(object["path"]), Value: object["value"],
		}
		if said.elsewhere != nil {
			operation.Resource = said.elsewhere.resource
		}
		if err := operation.Check(); err != nil {
			return nil, err
		}
		made = append(made, operation)
	}
	return made, nil
}

func text(value any) string {
	s, _ := value.(string)
	return s
}

// outsideProduction says whether an environment is declared and is not production.
func outsideProduction(environment string) bool {
	return environment == "staging" || environment == "development" || environment == "test"
}
