// Package dockerfile reads how container images are built for whether a Pinecone key is put
// into them: everybody who may pull an image reads its environment, and the arguments that
// its commands were run with.
package dockerfile

import (
	"context"
	"fmt"
	"path"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

const sourceID = "container builds"

// Collect hands on a credential_sink for every key that an image is built with, one unit a
// file, and reports the source "container builds" where any mentions Pinecone. The error is
// that of ctx alone.
func Collect(ctx context.Context, tree *collect.Tree, types snapshot.Types, sink collect.Sink) error {
	source := snapshot.Source{
		ID: sourceID, Status: snapshot.Complete, Holds: []string{"credential_sink"}, Counts: map[string]int{"files": 0},
	}
	for file, data := range tree.Mentioning(ctx, isDockerfile) {
		source.Counts["files"]++
		unit, err := observe(file, data, types)
		if err != nil {
			source.Status, source.Reason = snapshot.Partial, "some files could not be read"
			at := lineOf(err, file, data)
			source.Problems = append(source.Problems, snapshot.Problem{
				Kind: snapshot.Broken, Location: &at,
				Message: collect.Quote(file) + " is no Dockerfile (" + err.Error() + "): no image is built from it",
			})
		}
		if len(unit) > 0 {
			sink.Observe(unit)
		}
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("read container builds: %w", err)
	}
	if source.Counts["files"] > 0 {
		sink.Report(source)
	}
	return nil
}

// isDockerfile knows Dockerfile, Dockerfile.web, web.Dockerfile and Containerfile.
func isDockerfile(name string) bool {
	base := strings.ToLower(path.Base(name))
	for _, word := range []string{"dockerfile", "containerfile"} {
		if base == word || strings.HasPrefix(base, word+".") || strings.HasSuffix(base, "."+word) {
			return true
		}
	}
	return false
}

// observe are the keys that an image is built with. The error is BuildKit's.
func observe(file string, data []byte, types snapshot.Types) ([]*snapshot.Observation, error) {
	all, err := instructions(data)
	if err != nil {
		return nil, err
	}
	text := collect.NewText(file, data)
	var unit []*snapshot.Observation
	for _, found := range keys(all) {
		flow := collect.Flow{Type: "container_image", Resource: file, Argument: found.argument}
		o := flow.KeySink(sourceID, found.name)
		at := text.Location(found.at, found.at+len(found.name))
		o.Locations = snapshot.Locations{{Position: snapshot.Position{Location: at}}}
		if collect.Finish(types, o) {
			unit = append(unit, o)
		}
	}
	return unit, nil
}
