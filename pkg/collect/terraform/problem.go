package terraform

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// problem is a sentence about a place, before places become lines and columns.
type problem struct {
	kind, message string
	at            span
}

func broken(at span, format string, args ...any) problem {
	return problem{kind: snapshot.Broken, message: fmt.Sprintf(format, args...), at: at}
}

// fromDiagnostic turns what HCL says of a file into one sentence.
func fromDiagnostic(file *source, diagnostic *hcl.Diagnostic) problem {
	at := span{file: file}
	if diagnostic.Subject != nil {
		at = file.in(*diagnostic.Subject)
	}
	return broken(at, "%s", sentence(diagnostic))
}

// lineOf is the line that a diagnostic is about. What follows on the same line or the next
// is nearly always what the first mistake made of the rest.
func lineOf(diagnostic *hcl.Diagnostic) int {
	if diagnostic.Subject == nil {
		return -1
	}
	return diagnostic.Subject.Start.Line
}

func sentence(diagnostic *hcl.Diagnostic) string {
	if diagnostic.Detail == "" {
		return collect.Redact(diagnostic.Summary)
	}
	return collect.Redact(diagnostic.Summary + ": " + diagnostic.Detail)
}

// problems keeps each sentence about a place once, in the order they came up.
type problems struct {
	list []problem
	seen map[problem]bool
}

// maxProblems is how many problems of one root module are kept: a generated file can
// have one in every line.
const maxProblems = 1000

func (p *problems) add(found problem) {
	if p.seen[found] || len(p.list) > maxProblems {
		return
	}
	if p.seen == nil {
		p.seen = map[problem]bool{}
	}
	p.seen[found] = true
	if len(p.list) == maxProblems {
		more := fmt.Sprintf("more than %d problems; only the first are listed", maxProblems)
		found = problem{kind: snapshot.Notice, message: more}
	}
	p.list = append(p.list, found)
}

func (p *problems) snapshot() []snapshot.Problem {
	var list []snapshot.Problem
	for _, found := range p.list {
		listed := snapshot.Problem{Kind: found.kind, Message: found.message, Location: found.at.location()}
		if listed.Location != nil && found.at.start == 0 && found.at.end == 0 {
			listed.Location = &snapshot.Location{File: found.at.file.path}
		}
		list = append(list, listed)
	}
	return list
}
