// Package script reads what people deploy with, shell scripts, makefiles and the steps of Cloud
// Build, for commands that put a Pinecone key into the environment of what they deploy: whoever
// may look at that reads the key there. Of templates of Bicep it says that they are not read.
package script

import (
	"context"
	"fmt"
	"path"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

const sourceID = "deployment scripts"

// Collect hands on a credential_sink for every key that a command deploys in plain text, one
// unit a file, and reports the source "deployment scripts" where any mentions Pinecone. The
// error is that of ctx alone.
func Collect(ctx context.Context, tree *collect.Tree, types snapshot.Types, sink collect.Sink) error {
	source := snapshot.Source{
		ID: sourceID, Status: snapshot.Complete, Holds: []string{"credential_sink"}, Counts: map[string]int{"files": 0},
	}
	for file, data := range tree.Mentioning(ctx, func(name string) bool { return readerOf(name) != nil }) {
		source.Counts["files"]++
		keys, broken := readerOf(file)(file, data)
		if broken != nil {
			source.Status, source.Reason = snapshot.Partial, "some files could not be read"
			source.Problems = append(source.Problems, *broken)
		}
		if unit := observe(types, file, keys); len(unit) > 0 {
			sink.Observe(unit)
		}
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("read deployment scripts: %w", err)
	}
	if source.Counts["files"] > 0 {
		sink.Report(source)
	}
	return nil
}

// key is one that a command deploys.
type key struct {
	collect.DeployedKey

	at snapshot.Location
}

// reader finds the keys in a file, and says what is wrong with it.
type reader func(file string, data []byte) ([]key, *snapshot.Problem)

// readerOf is that of a file by its name, nil where it is no script.
func readerOf(name string) reader {
	base := strings.ToLower(path.Base(name))
	switch path.Ext(base) {
	case ".sh", ".bash", ".zsh", ".ksh", ".ps1", ".mk":
		return commands
	case ".bicep":
		return unread
	case ".yaml", ".yml", ".json":
		if strings.HasPrefix(base, "cloudbuild") {
			return steps
		}
	}
	switch base {
	case "makefile", "gnumakefile", "justfile", "jenkinsfile", "procfile":
		return commands
	default:
		return nil
	}
}

// commands are the keys in a script.
func commands(file string, data []byte) (all []key, _ *snapshot.Problem) {
	text := collect.NewText(file, data)
	for found := range collect.DeployedKeys(string(data)) {
		all = append(all, key{found, text.Location(found.Start, found.End)})
	}
	return all, nil
}

var word = lazyregexp.New(`[A-Za-z_]\w*`)

// unread says that nothing tells what a template of Bicep does with a key that it names.
func unread(file string, data []byte) ([]key, *snapshot.Problem) {
	for _, at := range word().FindAllIndex(data, -1) {
		name := string(data[at[0]:at[1]])
		if !collect.IsKeyName(name) {
			continue
		}
		place := collect.NewText(file, data).Location(at[0], at[1])
		return nil, &snapshot.Problem{Kind: snapshot.Gap, Location: &place, Message: fmt.Sprintf(
			"%s has %q, and Bicep is not read: see that what it deploys takes the key from a secret", collect.Quote(file), name)}
	}
	return nil, nil
}

// observe are the keys of a file, each once for every line of a command that deploys it.
func observe(types snapshot.Types, file string, keys []key) (unit []*snapshot.Observation) {
	type deployed struct {
		address string
		line    int32
	}
	told, times := map[deployed]bool{}, map[string]int{}
	for _, one := range keys {
		o := one.Sink(sourceID, file)
		by := deployed{o.Address, one.at.StartLine}
		if told[by] {
			continue
		}
		told[by] = true
		if times[o.Address]++; times[o.Address] > 1 {
			o.Address = fmt.Sprintf("%s#%d", o.Address, times[o.Address])
		}
		o.Locations = snapshot.Locations{{Position: snapshot.Position{Location: one.at}}}
		if collect.Finish(types, o) {
			unit = append(unit, o)
		}
	}
	return unit
}
