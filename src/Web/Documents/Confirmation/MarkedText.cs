using System.Globalization;
using DirectiveFlow.Directives.Launching;
using DirectiveFlow.Web.Language;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace DirectiveFlow.Web.Documents.Confirmation;

/// <summary>
/// The text as it was read: each place in the colour of its kind, with the kind in small letters in front, so that colour is never
/// alone. Written without a template, because every character between two pieces would show.
/// </summary>
public sealed class MarkedText : UiComponent
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<TextSegment> Segments { get; set; }

    /// <summary>Number on the card of a task mark, null when it is on none.</summary>
    [Parameter, EditorRequired]
    public required Func<TextMark, int?> NumberOf { get; set; }

    /// <summary>The numbers as they were last written; a long text is not gone through again for each key pressed beside it.</summary>
    private (IReadOnlyList<TextSegment>? Segments, string Numbers, string Language) _written = (null, "", "");

    protected override bool ShouldRender()
    {
        var now = (Segments, Numbers: string.Join(' ', Segments.SelectMany(segment => segment.Opens).Where(mark => mark.Kind == ReadKind.Task).Select(mark => NumberOf(mark))), Language.Code);
        var changed = !ReferenceEquals(now.Segments, _written.Segments) || !string.Equals(now.Numbers, _written.Numbers, StringComparison.Ordinal);
        _written = now;
        return changed;
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "div");
        builder.AddAttribute(1, "class", "marked-text");
        builder.AddAttribute(2, "id", "source");
        builder.AddAttribute(3, "role", "region");
        builder.AddAttribute(4, "tabindex", "0");
        builder.AddAttribute(5, "aria-label", T("Nguyên văn có đánh dấu", "Text with marks"));
        foreach (var segment in Segments)
        {
            builder.OpenElement(6, "span");
            builder.SetKey(segment.Start);
            builder.AddAttribute(7, "data-start", segment.Start);
            if (segment.Marks.Count > 0)
            {
                AddMarks(builder, segment);
            }

            builder.AddContent(13, segment.Text);
            builder.CloseElement();
        }

        builder.CloseElement();
    }

    private void AddMarks(RenderTreeBuilder builder, TextSegment segment)
    {
        builder.AddAttribute(8, "class", "piece " + string.Join(' ', segment.Marks.Select(mark => "in-" + NameOf(mark.Kind)).Distinct(StringComparer.Ordinal)));
        builder.AddAttribute(9, "data-item", string.Join(' ', segment.Marks.Select(mark => mark.Item).Where(item => item.Length > 0).Distinct(StringComparer.Ordinal)));
        if (segment.Opens.Count > 0)
        {
            builder.AddAttribute(10, "data-label", string.Join(" · ", segment.Opens.Select(LabelOf)));
        }

        // A task's first words can be reached by Tab and lead to its card.
        if (segment.Opens.Any(mark => mark.Kind == ReadKind.Task))
        {
            builder.AddAttribute(11, "tabindex", "0");
            builder.AddAttribute(12, "role", "link");
        }
    }

    private string LabelOf(TextMark mark) => mark.Kind switch
    {
        ReadKind.Code => T("số", "no."),
        ReadKind.Date => T("ngày", "date"),
        ReadKind.Unit => T("cơ quan", "body"),
        ReadKind.Deadline => T("hạn", "due"),
        _ => NumberOf(mark) is { } number ? string.Create(CultureInfo.InvariantCulture, $"{T("nhiệm vụ", "task")} {number}") : T("nhiệm vụ", "task"),
    };

    private static string NameOf(ReadKind kind) => kind switch
    {
        ReadKind.Code => "code",
        ReadKind.Date => "date",
        ReadKind.Unit => "unit",
        ReadKind.Deadline => "due",
        _ => "task",
    };
}
