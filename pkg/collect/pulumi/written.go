package pulumi

import (
	"net/url"
	"path"
	"strconv"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// writtenAt finds the lines of a program that made the resources of a preview.
type writtenAt struct {
	folder string
	files  map[string]bool
}

// findProgram finds the folder of the project that a preview is of: the one Pulumi.yaml with
// its name. Of several nobody can tell which is meant.
func findProgram(tree *collect.Tree, steps []step) writtenAt {
	if tree == nil || len(steps) == 0 {
		return writtenAt{}
	}
	var folders []string
	files := map[string]bool{}
	for _, file := range tree.Files {
		files[file.Path] = true
		if isProject(file.Path) && file.Size <= maxSize && projectName(tree, file.Path) == steps[0].urn.project {
			folders = append(folders, path.Dir(file.Path))
		}
	}
	if len(folders) != 1 {
		return writtenAt{}
	}
	return writtenAt{folder: folders[0], files: files}
}

func isProject(file string) bool {
	base := path.Base(file)
	return base == "Pulumi.yaml" || base == "Pulumi.yml"
}

func projectName(tree *collect.Tree, file string) string {
	data, err := tree.Read(file)
	if err != nil {
		return ""
	}
	documents, err := document.Parse(file, data)
	if err != nil || len(documents) == 0 {
		return ""
	}
	return documents[0].Root.Get("name").String()
}

// place is the line that a resource is made on: where it was registered, or the nearest of its
// callers that is a file of the repository, as a component may come from a package.
func (w writtenAt) place(state *document.Node) (snapshot.Position, bool) {
	candidates := []string{state.Get("sourcePosition").String()}
	if frames := state.Get("stackTrace"); frames != nil {
		for _, frame := range frames.Items {
			candidates = append(candidates, frame.Get("sourcePosition").String())
		}
	}
	for _, candidate := range candidates {
		if at, ok := w.parse(candidate); ok {
			return snapshot.Position{Location: at}, true
		}
	}
	return snapshot.Position{}, false
}

// parse reads project:///<file>#<line>,<column>, of which the column may be absent.
func (w writtenAt) parse(text string) (snapshot.Location, bool) {
	at, err := url.Parse(text)
	if err != nil || at.Scheme != "project" {
		return snapshot.Location{}, false
	}
	file := path.Join(w.folder, strings.TrimPrefix(at.Path, "/"))
	lineText, columnText, _ := strings.Cut(at.Fragment, ",")
	line, err := strconv.ParseInt(lineText, 10, 32)
	if err != nil || line < 1 || !w.files[file] {
		return snapshot.Location{}, false
	}
	column, err := strconv.ParseInt(columnText, 10, 32)
	if err != nil || column < 1 {
		column = 1
	}
	return snapshot.Location{
		File: file, StartLine: int32(line), StartColumn: int32(column), EndLine: int32(line), EndColumn: int32(column),
	}, true
}
