export async function search(text: string) {
  const answer = await fetch("/api/search", { method: "POST", body: JSON.stringify({ text }) });
  return answer.json();
}
