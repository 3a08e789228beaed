package report

import (
	"io"
	"strings"

	"github.com/owenrumney/go-sarif/v2/sarif"
	"golang.org/x/mod/semver"

	"github.com/pinelint/pinelint/pkg/finding"
)

const (
	sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	projectURL  = "https://github.com/pinelint/pinelint"

	// GitHub refuses a file with more results in a run than this, and texts longer than
	// these; all are counted in bytes here, which no reader counts more strictly.
	maxResults     = 25_000
	maxDescription = 1024
	maxRuleName    = 255
	maxTags        = 10 // shown; with more than 20 it refuses the file
)

// writeSARIF writes one run with all rules, those that found nothing too: alerts close
// when a rule that is still there has no result any more.
func writeSARIF(w io.Writer, results *finding.Results, options Options) error {
	run := sarifRun(results, options)
	log := struct {
		Version string       `json:"version"`
		Schema  string       `json:"$schema"`
		Runs    []relatedRun `json:"runs"`
	}{string(sarif.Version210), sarifSchema, []relatedRun{relate(run, results.Rules, options.Frameworks)}}
	return newEncoder(w).Encode(log)
}

func sarifRun(results *finding.Results, options Options) *sarif.Run {
	driver := sarif.NewDriver("pinelint").WithInformationURI(projectURL)
	if version := strings.TrimPrefix(results.Version, "v"); semver.IsValid("v" + version) {
		driver.SemanticVersion = &version
	} else if version != "" {
		driver.Version = &version
	}
	index := make(map[string]uint, len(results.Rules))
	for i, rule := range results.Rules {
		driver.Rules = append(driver.Rules, descriptor(rule))
		index[rule.ID] = uint(i)
	}

	found := alerts(results.Findings, options.Root)
	kept := worst(found, maxResults)
	notes := notifications{rules: index, root: options.Root}
	notes.sources(results.Sources)
	notes.coverage(results.Coverage())
	notes.policyErrors(results.PolicyErrors())
	notes.inconclusive(results.Findings)
	notes.dropped(len(found) - len(kept))
	notes.unshown(results.Unshown)

	run := sarif.NewRun(sarif.Tool{Driver: driver}).WithColumnKind("utf16CodeUnits")
	if results.Profile != nil {
		run.Properties = sarif.Properties{"profile": results.Profile.Name}
	}
	run.Results = make([]*sarif.Result, 0, len(kept))
	for _, alert := range kept {
		run.Results = append(run.Results, alert.result(index, options.Root))
	}
	invocation := run.AddInvocation(successful(results, len(kept)))
	invocation.ToolExecutionNotifications = notes.list
	if category := strings.TrimRight(options.SARIFCategory, "/"); category != "" {
		run.AutomationDetails = sarif.NewRunAutomationDetails().WithID(category + "/")
	}
	return run
}

// successful says whether code scanning may take the results for all there is. It closes
// the alert of whatever is not among them, so a run that could not look must not count
// as one that looked and found nothing. A gap in the repository itself, such as a module
// that is not vendored, is there in every run and closes nothing.
func successful(results *finding.Results, alerts int) bool {
	if results.Broken() || len(results.PolicyErrors()) > 0 {
		return false
	}
	read, refused := false, false
	for _, source := range results.Sources {
		switch source.Status {
		case "failed":
			return false
		case "partial":
			read = true
			refused = refused || source.Permission != "" || source.Reason != "" || len(source.Problems) == 0
		case "complete":
			read = true
		}
	}
	return alerts > 0 || read && !refused
}
