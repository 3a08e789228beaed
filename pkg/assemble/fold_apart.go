package assemble

import (
	"cmp"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// namesOfWhole are the names by which a part says what it belongs to, in words that hold
// everywhere: of a bucket, or of a role in its account.
func namesOfWhole(part *snapshot.Observation) []string {
	of, ok := wholeOf(part.Type)
	if !ok || !hasName(of.to) {
		return nil
	}
	value, _ := snapshot.Lookup(part.Values, of.pointer)
	return snapshot.Texts(value)
}

func hasName(kind string) bool { return kind == "aws_s3_bucket" || kind == "aws_iam_role" }

// partOfNamed says whether a part belongs to a bucket or a role that is named.
func partOfNamed(part *snapshot.Observation, named wanted) bool {
	return len(named) > 0 && slices.ContainsFunc(namesOfWhole(part), func(name string) bool {
		return named[name] || named["role/"+name]
	})
}

// foldApart folds parts into what another root module or template declares under the name that
// they give. A role's name may be that of roles in several accounts, so that a part is one's for
// certain only where no other has it.
func foldApart(apart []*snapshot.Observation, graph *graph) {
	slices.SortFunc(apart, func(a, b *snapshot.Observation) int {
		return cmp.Or(strings.Compare(a.Source, b.Source), strings.Compare(a.Address, b.Address))
	})
	for _, part := range apart {
		of, _ := wholeOf(part.Type)
		targets := slices.DeleteFunc(graph.targets(part, join{pointer: of.pointer, to: of.to}),
			func(o *snapshot.Observation) bool { return !isCode(o.Source) || o.Source == part.Source })
		for _, target := range targets {
			known := certain(part, target)
			if len(targets) > 1 && of.to == "aws_iam_role" {
				known = unsure(part, unowned(part.Address))
			}
			of.write(known, target)
		}
	}
}
