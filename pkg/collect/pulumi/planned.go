package pulumi

import (
	"encoding/json"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// computedText stands for a text that is known after the deployment alone.
const computedText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"

// planned is a value of a preview. What is computed has a text of its own for that, by kind,
// and a secret is a map with a signature (Pulumi's resource model).
func (p *preview) planned(n *document.Node, at snapshot.Location, depth int) *document.Value {
	where := snapshot.Position{Location: at}
	if p.left--; p.left < 0 || depth > deepest {
		return document.Unclear(where, "", "it is nested too deeply to be read", "")
	}
	v := &document.Value{Kind: n.Kind, Scalar: n.Scalar, At: where}
	switch n.Kind {
	case document.List:
		for _, item := range n.Items {
			v.Items = append(v.Items, p.planned(item, p.document.Place(item), depth+1))
		}
	case document.Map:
		if n.Get("4dabf18193072939515e22adb298388d").String() == "1b47061264138c4ac30d75fd1eb44270" {
			return document.Unclear(where, "", markedSecret, "")
		}
		for i := range n.Entries {
			entry := &n.Entries[i]
			v.Set(entry.Name, p.planned(entry.Value, p.document.Whole(entry), depth+1))
		}
	default:
		switch n.String() {
		case "[secret]":
			return document.Unclear(where, "", markedSecret, "")
		case computedText, "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
			"3eeb2bf0-c639-47a8-9e75-3b44932eb421", "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
			"dd056dcd-154b-4c76-9bd3-c8f88648b5ff", "[unknown]", "output<string>":
			return document.Unclear(where, "", "known after apply", "")
		}
		return inside(n, where)
	}
	return v
}

// inside is a text that is a policy with something in it that is not known yet: as JSON
// text, which a snapshot could not take apart otherwise.
func inside(n *document.Node, at snapshot.Position) *document.Value {
	text, ok := n.Scalar.(string)
	if !ok || !strings.Contains(text, computedText) || !json.Valid([]byte(text)) {
		return &document.Value{Scalar: n.Scalar, At: at}
	}
	parsed, err := document.Parse("", []byte(text))
	if err != nil || len(parsed) != 1 {
		return document.Unclear(at, "", "known after apply", "")
	}
	return hidden(parsed[0].Root, at)
}

func hidden(n *document.Node, at snapshot.Position) *document.Value {
	v := &document.Value{Kind: n.Kind, Scalar: n.Scalar, At: at, Note: jsonOf}
	if text := n.String(); strings.Contains(text, computedText) {
		v = document.Unclear(at, "", "known after apply", "")
		v.Unknown.Pattern = strings.ReplaceAll(text, computedText, "${unknown}")
	}
	for _, item := range n.Items {
		v.Items = append(v.Items, hidden(item, at))
	}
	for i := range n.Entries {
		v.Fields = append(v.Fields, document.Field{Name: n.Entries[i].Name, Value: hidden(n.Entries[i].Value, at)})
	}
	return v
}
