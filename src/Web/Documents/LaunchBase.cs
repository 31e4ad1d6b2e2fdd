using System.Text.Json;
using DirectiveFlow.Directives.Launching;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Reading;
using DirectiveFlow.Directives.Reading.Dictionaries;
using DirectiveFlow.Directives.Reading.Intake;
using DirectiveFlow.Directives.Vietnamese;
using DirectiveFlow.Web.Documents.Confirmation;
using DirectiveFlow.Web.Forms;
using DirectiveFlow.Web.Session;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace DirectiveFlow.Web.Documents;

/// <summary>
/// The state behind the launch page: a text, its reading, the review of it. All of it is kept in the browser tab as it changes, so that
/// a lost circuit, a refusal or a reload costs nothing; it is forgotten when the launch took effect.
/// </summary>
public abstract partial class LaunchBase : ActingComponent
{
    /// <summary>Fields a launch may be refused for, with the ids of their inputs: the focus goes to the first.</summary>
    private static readonly (string Name, string Id)[] RefusedFields = [("code", "code"), ("organName", "organ"), ("issuedDate", "issued"), ("subject", "subject"), ("direction", "direction")];

    private IReadOnlyList<string> _remarks = [];
    private string _calendar = "";
    private string? _chosen;
    private string _kept = "";
    private string? _focus;
    private bool _movesOn;
    private SetAside? _setAside;

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required TimeProvider Clock { get; set; }

    [Inject]
    public required Desk Desk { get; set; }

    [Inject]
    public required IJSRuntime Browser { get; set; }

    protected LaunchDraft Draft { get; private set; } = new();

    protected ReviewSession? Session { get; private set; }

    protected IReadOnlyList<Unit> Units { get; private set; } = [];

    protected bool Keys { get; private set; } = true;

    protected bool Reading { get; private set; }

    protected bool ShowsText { get; set; }

    protected DateOnly Today => VietnamTime.DayOf(Clock.GetUtcNow());

    protected string TextKey => DraftKey + ".text";

    /// <summary>One draft for each person in a tab: who signs in after somebody else finds nothing of theirs.</summary>
    private string DraftKey => $"directiveflow.launch.{Viewer.PersonId:N}";

    protected override async Task OnInitializedAsync()
    {
        Units = await Desk.UnitsAsync();
        _calendar = (await Desk.CalendarAsync()).Edition;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await RestoreAsync();
        }

        await KeepAsync();
        if (_focus is { } id)
        {
            _focus = null;
            await Browser.InvokeVoidAsync(_movesOn ? "directiveFlow.review.goOn" : id.StartsWith("card-", StringComparison.Ordinal) ? "directiveFlow.review.go" : "directiveFlow.focus", id);
            _movesOn = false;
        }
    }

    /// <summary>Reads what stands in the field. A review left for a look at the text goes on if the text is the same.</summary>
    protected async Task ReadTypedAsync()
    {
        var same = string.Equals(_setAside?.Text, Draft.Text, StringComparison.Ordinal);
        (_remarks, _chosen) = same ? (_remarks, _setAside!.Chosen) : ([], null);
        await ReadAsync(same ? _setAside!.Review : null);
    }

    protected async Task UploadAsync(InputFileChangeEventArgs change)
    {
        State.Clear();
        if (change.File.Size > IntakeLimits.MaxBytes)
        {
            State.Add("file", T("Tệp quá lớn: tối đa 16 MB.", "The file is too large: 16 MB at most."));
            return;
        }

        Reading = true;
        StateHasChanged();
        try
        {
            using var bytes = new MemoryStream();
            await using (var file = change.File.OpenReadStream(IntakeLimits.MaxBytes))
            {
                await file.CopyToAsync(bytes);
            }

            var taken = await Operation.RunAsync((ITextIntake intake) => intake.ExtractAsync(bytes.ToArray(), change.File.Name, CancellationToken.None));
            (Draft.Text, _remarks) = (taken.Text, taken.Remarks);
            await Browser.InvokeVoidAsync("directiveFlow.review.keep", TextKey, taken.Text);
            await ReadAsync(null);
        }
        catch (UnreadableTextException unreadable)
        {
            State.Add("file", T(unreadable.Vietnamese, unreadable.English));
        }
        catch (IOException)
        {
            State.Add("file", T($"{change.File.Name}: chưa tải lên được, thử lại.", $"{change.File.Name}: the upload broke off, try again."));
        }
        finally
        {
            Reading = false;
        }
    }

    /// <summary>Another of the documents in the text: its tasks are others, so the review begins anew.</summary>
    protected Task Choose(string code)
    {
        _chosen = code;
        Draft.ForgetDocument();
        return ReadAsync(null);
    }

    protected void EditText()
    {
        _setAside = new SetAside(Draft.Text, _chosen, Session!.Review);
        (Session, ShowsText) = (null, false);
        State.Clear();
        _focus = "text";
    }

    protected async Task SwitchKeysAsync(ChangeEventArgs change)
    {
        Keys = change.Value is true;
        await Browser.InvokeAsync<bool>("directiveFlow.review.keys", Keys);
    }

    protected string Left(ReviewDraft review) => review.Waiting.Any()
        ? T($"Còn mục chưa xem: {Session!.WaitingNumbers}", $"Not seen yet: {Session!.WaitingNumbers}")
        : T($"{review.Proposals.Count(p => p.State == ProposalState.Taken)} nhiệm vụ sẽ được đề xuất; chủ trì và hạn xác nhận ở bước sau.", $"{review.Proposals.Count(p => p.State == ProposalState.Taken)} tasks will be proposed; lead and deadline are confirmed next.");

    protected async Task LaunchAsync()
    {
        State.Clear();
        if (Session!.Review.Waiting.FirstOrDefault() is { } waiting)
        {
            State.Add("review", T($"Còn mục chưa xem: {Session.WaitingNumbers}. Chấp nhận, sửa hoặc bỏ từng mục rồi triển khai.", $"Not seen yet: {Session.WaitingNumbers}. Accept, edit or reject each, then launch."));
            _focus = "card-" + waiting.Key;
            ShowsText = false;
            return;
        }

        var outcome = new ReviewOutcome(Session.Subject?.Document, Session.Read, Units, _calendar).Of(Draft.ToHead(), [.. Session.Review.Proposals.Select(proposal => proposal.ToReviewed())]);
        var launched = Guid.Empty;
        var sent = await SendAsync(
            async (commands, id) => launched = (await commands.LaunchAsync(id, Draft.ToCommand(Viewer) with { Review = outcome }, CancellationToken.None)).DirectiveId,
            T("Đã đăng ký văn bản", "The document was registered"));
        if (sent)
        {
            (Session, Draft, _setAside) = (null, new LaunchDraft(), null);
            await Browser.InvokeVoidAsync("directiveFlow.review.forget", TextKey);
            await Browser.InvokeVoidAsync("directiveFlow.review.forget", DraftKey);
            Navigation.NavigateTo($"/directives/{launched}");
        }
        else
        {
            _focus = RefusedFields.FirstOrDefault(field => State.Of(field.Name) is not null).Id;
        }
    }

    private async Task ReadAsync(ReviewDraft? review)
    {
        State.Clear();
        try
        {
            var reading = await Operation.RunAsync((DocumentReader reader) => reader.ReadAsync(Draft.Text, Today, CancellationToken.None));
            if (reading.SelfDocument?.Secrecy is not null)
            {
                State.Add("text", T("Văn bản mật: chỉ lưu số, ngày và người giữ. Không có toàn văn trên hệ thống.", "A secret document: only number, date and holder are kept; its text does not enter this system."));
                Draft.Text = "";
                await Browser.InvokeVoidAsync("directiveFlow.review.forget", TextKey);
                return;
            }

            Session = new ReviewSession(reading, _chosen, review, _remarks);
            if (review is null)
            {
                Draft.TakeFrom(Session.Subject);
                _focus = Session.Review.Proposals is [var first, ..] ? "card-" + first.Key : "add-empty";
            }
        }
        catch (UnreadableTextException unreadable)
        {
            State.Add("text", T(unreadable.Vietnamese, unreadable.English));
        }
    }

    private async Task KeepAsync()
    {
        var now = Session is null && Draft.Code.Length + Draft.Subject.Length == 0 ? "" : JsonSerializer.Serialize(new KeptLaunch(Draft, _chosen, _remarks, Session?.Review));
        if (now.Length > 0 && !string.Equals(now, _kept, StringComparison.Ordinal))
        {
            _kept = now;
            await Browser.InvokeVoidAsync("directiveFlow.review.keep", DraftKey, now);
        }
    }

    private async Task RestoreAsync()
    {
        Keys = await Browser.InvokeAsync<bool>("directiveFlow.review.keys");
        var text = await Browser.InvokeAsync<string?>("directiveFlow.review.kept", TextKey);
        var json = await Browser.InvokeAsync<string?>("directiveFlow.review.kept", DraftKey);
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        var kept = Parse(json);
        Draft = kept?.Draft ?? new LaunchDraft();
        Draft.Text = text;
        (_chosen, _remarks) = (kept?.Chosen, kept?.Remarks ?? []);
        if (kept?.Review is { } review)
        {
            await ReadAsync(review);
        }

        StateHasChanged();
    }

    /// <summary>A draft of another version of this page is worth its text alone.</summary>
    private static KeptLaunch? Parse(string? json)
    {
        try
        {
            return string.IsNullOrEmpty(json) ? null : JsonSerializer.Deserialize<KeptLaunch>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record SetAside(string Text, string? Chosen, ReviewDraft Review);

    private sealed record SelectedWords(int Start, string Text);

    private sealed record KeptLaunch(LaunchDraft Draft, string? Chosen, IReadOnlyList<string> Remarks, ReviewDraft? Review);
}
