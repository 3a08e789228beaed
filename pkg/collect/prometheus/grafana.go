package prometheus

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// unfold puts the parts of an alert that are texts of JSON, as Terraform and Pulumi have them, in
// the place of the texts.
func (d *document) unfold(pointer string, alert map[string]any) {
	data, _ := alert["data"].([]any)
	if alert["condition"] == nil {
		return
	}
	for i, element := range data {
		part, _ := element.(map[string]any)
		at := snapshot.Child(snapshot.Element(snapshot.Child(pointer, "data"), i), "model")
		text, ok := part["model"].(string)
		if !ok {
			continue
		}
		inner, err := readJSON(d.inside(at, text))
		if err != nil {
			continue // what it compares is then not known
		}
		part["model"] = inner.value
		for below, one := range inner.entries {
			if below != "" {
				one.page = inner.page
				d.entries[at+below] = one
			}
		}
	}
}

// isUnsettled says whether what an alert compares, or with what, is filled in later. $A and
// ${A} are Grafana's own for a part of the alert.
func isUnsettled(alert map[string]any) bool {
	data, _ := alert["data"].([]any)
	var own []string
	for _, element := range data {
		part, _ := element.(map[string]any)
		if id := text(either(part, "refId", "ref_id")); id != "" {
			own = append(own, "${"+id+"}", "", "$"+id, "")
		}
	}
	without := strings.NewReplacer(own...)
	isOpen := func(text string) bool { return isVariable(without.Replace(text)) }
	return isOpen(text(alert["condition"])) || slices.ContainsFunc(data, func(element any) bool {
		part, _ := element.(map[string]any)
		model, ok := part["model"].(map[string]any)
		return !ok && part["model"] != nil || isOpen(text(either(part, "refId", "ref_id"))) ||
			slices.ContainsFunc([]string{"type", "expression", "reducer", "conditions"}, func(key string) bool {
				return holds(model[key], isOpen)
			})
	})
}
