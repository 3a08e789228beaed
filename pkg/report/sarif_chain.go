package report

import (
	"github.com/owenrumney/go-sarif/v2/sarif"

	"github.com/pinelint/pinelint/pkg/finding"
)

// codeFlows are the chains of the findings, each with the links that stand in a file. Code
// scanning shows a flow step by step; one step alone is no flow.
func (a *alert) codeFlows(root string) []*sarif.CodeFlow {
	var flows []*sarif.CodeFlow
	for _, found := range a.found {
		steps := sarif.NewThreadFlow()
		for _, link := range found.Chain {
			if step := step(root, link); step != nil {
				steps.Locations = append(steps.Locations, step)
			}
		}
		if len(steps.Locations) > 1 {
			flows = append(flows, sarif.NewCodeFlow().WithThreadFlows([]*sarif.ThreadFlow{steps}))
		}
	}
	return flows
}

func step(root string, link finding.Link) *sarif.ThreadFlowLocation {
	if link.Location == nil {
		return nil
	}
	uri, ok := artifactURI(root, link.Location.File)
	if !ok {
		return nil
	}
	importance := "important"
	if link.State == finding.Broken {
		importance = "essential"
	}
	at := place{uri: uri, location: *link.Location}.physical()
	at.Message = sarif.NewTextMessage(escapeLinks(link.Title + ": " + link.Message))
	return &sarif.ThreadFlowLocation{Location: at, Importance: &importance, Kinds: []string{link.State}}
}
