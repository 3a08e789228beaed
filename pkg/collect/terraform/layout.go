package terraform

import "strconv"

// laid is a piece at its place in the text.
type laid struct {
	piece
	start, end int
	breaks     []offset // of literal text
}

// lay joins the pieces to one text, with a mark for each that is unknown or encodes
// something itself.
func (t *template) lay() ([]byte, []laid) {
	var text []byte
	inString := false
	pieces := make([]laid, len(t.pieces))
	for i, p := range t.pieces {
		added := p.text
		if p.node != nil {
			added = p.node.inserted(i, inString)
		}
		pieces[i] = laid{piece: p, start: len(text), end: len(text) + len(added)}
		text = append(text, added...)
		inString = endsInString(added, inString)
	}
	return text, pieces
}

func (n *node) inserted(index int, inString bool) string {
	mark := openMark + strconv.Itoa(index) + closeMark
	value, isText := text(n.force())
	switch {
	case !inString && (!isText || n.origin().document != nil):
		return `"` + mark + `"`
	case !isText || isSensitive(n.force()):
		return mark
	}
	return value
}

// endsInString follows JSON's quotes through a text.
func endsInString(text string, inString bool) bool {
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\\' && inString:
			i++
		case text[i] == '"':
			inString = !inString
		}
	}
	return inString
}
