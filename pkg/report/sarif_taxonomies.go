package report

import (
	"slices"
	"strings"

	"github.com/google/uuid"
	"github.com/owenrumney/go-sarif/v2/sarif"

	"github.com/pinelint/pinelint/pkg/finding"
)

// go-sarif has no relationships, by which SARIF ties a rule to an entry of a taxonomy. The
// types here put them beside what it has, level by level down to the rule: a field of the
// outer struct stands in for that of the embedded one.
type (
	relatedRun struct {
		*sarif.Run

		Tool relatedTool `json:"tool"`
	}
	relatedTool struct {
		Driver relatedDriver `json:"driver"`
	}
	relatedDriver struct {
		*sarif.ToolComponent

		Rules []relatedRule `json:"rules"`
	}
	relatedRule struct {
		*sarif.ReportingDescriptor

		Relationships []relationship `json:"relationships,omitempty"`
	}
	relationship struct {
		Target *sarif.ReportingDescriptorReference `json:"target"`
		Kinds  []string                            `json:"kinds"`
	}
)

// relate adds the frameworks to a run as taxonomies, and to its rules, which are in the same
// order as the descriptors, relationships with their controls.
func relate(run *sarif.Run, rules []finding.Rule, frameworks []finding.Framework) relatedRun {
	driver := run.Tool.Driver
	related := make([]relatedRule, len(driver.Rules))
	for i, descriptor := range driver.Rules {
		related[i].ReportingDescriptor = descriptor
	}
	for _, framework := range frameworks {
		controls := finding.With(framework, rules)
		taxonomy := taxonomy(framework, controls)
		reference := reference(taxonomy, len(run.Taxonomies))
		run.Taxonomies = append(run.Taxonomies, taxonomy)
		driver.SupportedTaxonomies = append(driver.SupportedTaxonomies, reference)
		for i, rule := range rules {
			related[i].Relationships = append(related[i].Relationships,
				relationships(rule.Controls[framework.Name], controls, reference)...)
		}
	}
	return relatedRun{Run: run, Tool: relatedTool{Driver: relatedDriver{ToolComponent: driver, Rules: related}}}
}

// taxonomy has the controls of a framework. Its words are pinelint's, and it is not complete.
func taxonomy(framework finding.Framework, controls []finding.Control) *sarif.ToolComponent {
	guid, complete := guidOf(framework), false
	component := &sarif.ToolComponent{
		Name: framework.Name, FullName: &framework.Title, Version: &framework.Version, GUID: &guid,
		InformationURI: &framework.Source, IsComprehensive: &complete,
		ShortDescription: sarif.NewMultiformatMessageString("The controls of " + framework.Title + " " + framework.Version +
			" that a Pinecone deployment can touch."),
		Rules: []*sarif.ReportingDescriptor{},
	}
	for _, control := range controls {
		entry := sarif.NewRule(control.ID).WithDescription(sentence(controlTitle(control)))
		component.Taxa = append(component.Taxa, entry)
	}
	return component
}

func controlTitle(control finding.Control) string {
	if control.Title == "" {
		return control.ID
	}
	return strings.TrimSpace(control.Title)
}

// reference names all that a reference can have: go-sarif writes null for what it lacks.
func reference(taxonomy *sarif.ToolComponent, index int) *sarif.ToolComponentReference {
	return sarif.NewToolComponentReference().WithName(taxonomy.Name).WithGuid(*taxonomy.GUID).WithIndex(index)
}

func relationships(ids []string, controls []finding.Control, to *sarif.ToolComponentReference) []relationship {
	var all []relationship
	for _, id := range ids {
		at := slices.IndexFunc(controls, func(control finding.Control) bool { return control.ID == id })
		target := sarif.NewReportingDescriptorReference().WithId(id).WithIndex(at).WithToolComponentReference(to)
		all = append(all, relationship{Target: target, Kinds: []string{"relevant"}})
	}
	return all
}

// guidOf is the same in every run: a name-based UUID, since SARIF takes none that is newer.
func guidOf(framework finding.Framework) string {
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte(projectURL+"/"+framework.Name+"/"+framework.Version)).String()
}
