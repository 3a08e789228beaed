package report_test

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestHTMLContrast computes what WCAG 2 asks of the palette, in light and in dark: 4.5 to 1
// for text, and 3 to 1 for what has a meaning and is no text.
func TestHTMLContrast(t *testing.T) {
	data, err := os.ReadFile("page/report.css")
	if err != nil {
		t.Fatal(err)
	}
	style := string(data)
	colours := map[string][2]string{}
	for _, match := range regexp.MustCompile(`--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);`).FindAllStringSubmatch(style, -1) {
		colours[match[1]] = [2]string{match[2], match[3]}
	}
	text := [][2]string{
		{"text", "page"}, {"text", "panel"}, {"text", "mark"}, {"muted", "page"}, {"muted", "panel"}, {"link", "page"},
	}
	var shapes [][2]string
	for _, verdict := range []string{"fail", "inconclusive", "pass", "waived", "none"} {
		text = append(text, [2]string{verdict, "page"}, [2]string{verdict, verdict + "-panel"})
		shapes = append(shapes, [2]string{verdict + "-bar", "page"})
	}
	for _, severity := range []string{"critical", "high", "medium", "low", "info"} {
		text = append(text, [2]string{severity, "page"})
		shapes = append(shapes, [2]string{severity + "-bar", "page"})
	}
	shapes = append(shapes, [2]string{"control", "page"}, [2]string{"control", "panel"}, [2]string{"link", "page"})
	for least, pairs := range map[float64][][2]string{4.5: text, 3: shapes} {
		for _, pair := range pairs {
			for i, theme := range []string{"light", "dark"} {
				on, under := colours[pair[0]], colours[pair[1]]
				if got := contrast(t, on[i], under[i]); got < least {
					t.Errorf("%s on %s has a contrast of %.2f in %s, want %.1f", pair[0], pair[1], got, theme, least)
				}
			}
		}
	}
	// A colour that does not stand in the palette is not looked at.
	_, rules, _ := strings.Cut(style, "\n}")
	if stray := regexp.MustCompile(`#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(`).FindString(rules); stray != "" {
		t.Errorf("%s stands outside the palette", stray)
	}
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

// luminance is the relative luminance of sRGB as WCAG 2.2 defines it.
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		if len(colour) != len("#rrggbb") {
			t.Fatalf("%q is no colour", colour)
		}
		channel, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		value := float64(channel) / 255
		if value <= 0.04045 {
			value /= 12.92
		} else {
			value = math.Pow((value+0.055)/1.055, 2.4)
		}
		sum += weight * value
	}
	return sum
}
