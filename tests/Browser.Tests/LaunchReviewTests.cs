using DirectiveFlow.Browser.Tests.Running;
using DirectiveFlow.TestServers.Places;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DirectiveFlow.Browser.Tests;

/// <summary>A person confirms what the machine read: by the keyboard alone, from files, with the text beside the proposals.</summary>
public sealed class LaunchReviewTests(DemoHost host, Chrome chrome)
{
    private const string Plan = """
        UBND TỈNH SÔNG LAM
        Số: {0}/KH-UBND
        Sông Lam, ngày 16 tháng 11 năm 2026

        KẾ HOẠCH
        Nâng cao năng lực đổi mới sáng tạo của doanh nghiệp

        1. Giao Phòng Quản lý Khoa học chủ trì, phối hợp với Văn phòng Sở khảo sát nhu cầu đổi mới công nghệ, hoàn thành trước ngày 15/01/2027. Sản phẩm: Báo cáo khảo sát.

        2. Giao Trung tâm Khởi nghiệp chủ trì tổ chức ngày hội việc làm và xây dựng sổ tay hướng dẫn, hoàn thành trước ngày 26/02/2027.

        3. Giao Thanh tra Sở chủ trì kiểm tra việc sử dụng kinh phí hỗ trợ, hoàn thành trước ngày 26/02/2027. Sản phẩm: Kết luận kiểm tra.

        Trong quá trình thực hiện, các đơn vị công khai danh mục hỗ trợ trên cổng thông tin.
        """;

    /// <summary>A busy machine answers late; what is asserted is what comes, not when.</summary>
    static LaunchReviewTests() => SetDefaultExpectTimeout(20_000);

    private static string PlanOf(string number) => Plan.Replace("{0}", number, StringComparison.Ordinal);

    [Fact, Trait("Needs", "shared")]
    public async Task The_seed_text_is_reviewed_and_launched_with_the_keyboard_alone_and_counted_on_the_accuracy_page()
    {
        var file = SharedFolder.Find("domain/texts/00_seed_quangnam_2024.txt");
        Assert.SkipUnless(file is not null, SharedFolder.WhyAbsent);
        var seed = await File.ReadAllTextAsync(file!);
        await using (var leader = await Visitor.ComeAsync(chrome, host))
        {
            await leader.SignInAsync("giamdoc", "/directives/launch");
            var keyboard = leader.Page.Keyboard;
            await leader.Page.FocusAsync("#text");
            await keyboard.InsertTextAsync(seed[(seed.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
            await keyboard.PressAsync("Tab");
            await keyboard.PressAsync("Enter");

            // The focus is on the first proposal; all six announced groups are there.
            await Expect(leader.Page.Locator("#card-p1")).ToBeFocusedAsync();
            await Expect(leader.Page.Locator("#code")).ToHaveValueAsync("391-KH/TU");
            await Expect(leader.Page.Locator(".proposed")).ToHaveCountAsync(6);
            await Expect(leader.Page.Locator("#proposals-panel .chip.ok").Nth(1)).ToContainTextAsync("đủ 6 / 6 nhóm");
            await Expect(leader.Page.Locator(".piece.lit")).Not.ToHaveCountAsync(0);
            await leader.ShootAsync("review-seed");

            await keyboard.PressAsync("j");
            await Expect(leader.Page.Locator("#card-p2")).ToBeFocusedAsync();
            await keyboard.PressAsync("k");
            await keyboard.PressAsync("a");
            await Expect(leader.Page.Locator("#card-p1 .chip.ok")).ToHaveTextAsync("Đã chấp nhận");
            await Expect(leader.Page.Locator("#card-p2")).ToBeFocusedAsync();
            await keyboard.PressAsync("e");
            await Expect(leader.Page.Locator("#title-p2")).ToBeFocusedAsync();
            await keyboard.PressAsync("End");
            await keyboard.TypeAsync(" (phần của Sở)");
            await keyboard.PressAsync("Control+Enter");
            await Expect(leader.Page.Locator("#card-p3")).ToBeFocusedAsync();
            await keyboard.PressAsync("x");
            await Expect(leader.Page.Locator("#card-p4")).ToBeFocusedAsync();
            foreach (var card in new[] { "#card-p5", "#card-p6", "#launch" })
            {
                await keyboard.PressAsync("Enter");
                await Expect(leader.Page.Locator(card)).ToBeFocusedAsync();
            }

            await leader.ShootAsync("review-seed-done");
            await keyboard.PressAsync("Enter");
            await leader.Page.WaitForSelectorAsync("#confirm");
            await Expect(leader.Page.Locator("[id^=decide-]")).ToHaveCountAsync(5);
            Assert.EndsWith("(phần của Sở)", await leader.Page.InputValueAsync("#title-2"), StringComparison.Ordinal);
        }

        await using var monitor = await Visitor.ComeAsync(chrome, host);
        await monitor.SignInAsync("theodoi", "/ops/reading");
        await Expect(monitor.Page.Locator("#behind")).ToContainTextAsync("391-KH/TU");
        await monitor.Page.ClickAsync("#behind-Task");
        await Expect(monitor.Page.Locator("#behind tr", new() { HasText = "391-KH/TU" }).Locator("td.figure")).ToHaveTextAsync(["4", "1", "1", "0"]);
        await monitor.ShootAsync("reading-accuracy");
        await monitor.Page.SetViewportSizeAsync(390, 844);
        Assert.True(await monitor.OverflowAsync() <= 0);
        await monitor.ShootAsync("reading-accuracy-390");
    }

    [Fact]
    public async Task Whoever_types_in_another_proposal_when_the_answer_to_a_decision_comes_stays_there()
    {
        await using var leader = await Visitor.ComeAsync(chrome, host);
        await leader.SignInAsync("giamdoc", "/directives/launch");
        var page = leader.Page;
        await page.FillAsync("#text", PlanOf("176"));
        await page.ClickAsync("#read");
        foreach (var card in new[] { "#card-p1", "#card-p3" })
        {
            await page.Locator(card).GetByRole(AriaRole.Button, new() { Name = "Sửa" }).ClickAsync();
        }

        await Expect(page.Locator("#title-p3")).ToBeFocusedAsync();

        // The moment in which the answer is shown, before the page moves on to the next proposal.
        await page.EvaluateAsync(
            """
            () => {
              new MutationObserver((_, observer) => {
                if (document.querySelector('#card-p1 .chip.ok')) { observer.disconnect(); document.getElementById('title-p3').focus(); }
              }).observe(document.getElementById('card-p1').parentElement, { childList: true, subtree: true });
              const review = directiveFlow.review, goOn = review.goOn;
              review.goOn = id => { goOn(id); document.body.dataset.wentOn = id; };
            }
            """);
        await page.PressAsync("#title-p1", "Control+Enter");
        await Expect(page.Locator("body")).ToHaveAttributeAsync("data-went-on", "card-p1");
        await Expect(page.Locator("#title-p3")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_unit_gets_a_name_a_task_is_split_added_and_merged_and_a_reload_loses_nothing()
    {
        await using var leader = await Visitor.ComeAsync(chrome, host);
        await leader.SignInAsync("giamdoc", "/directives/launch");
        var page = leader.Page;
        await page.FillAsync("#text", PlanOf("171"));
        await page.ClickAsync("#read");
        await Expect(page.Locator("#card-p2")).ToContainTextAsync("chưa rõ đơn vị");
        await leader.ShootAsync("review-unknown-unit");

        // Launching before everything was seen is refused, and says what is left.
        await page.ClickAsync("#launch");
        await Expect(page.Locator("#proposals-panel .problem")).ToContainTextAsync("1, 2, 3");

        // The unknown name is given a unit for good; the task is cut in two.
        await page.Locator("#card-p2").GetByRole(AriaRole.Button, new() { Name = "Chọn đơn vị…" }).ClickAsync();
        await page.SelectOptionAsync("#lead-p2", new SelectOptionValue { Label = "Phòng Quản lý Công nghệ và Đổi mới sáng tạo" });
        await Expect(page.Locator("#remember-p2")).ToBeCheckedAsync();
        await leader.ShootAsync("review-editing");
        await page.EvaluateAsync("() => { const t = document.getElementById('title-p2'); t.focus(); const at = t.value.indexOf(' và xây'); t.setSelectionRange(at, at); }");
        await page.Locator("#card-p2").GetByRole(AriaRole.Button, new() { Name = "Tách tại con trỏ" }).ClickAsync();
        await Expect(page.Locator("#title-a1")).ToHaveValueAsync("Và xây dựng sổ tay hướng dẫn");
        await page.FillAsync("#title-a1", "Xây dựng sổ tay hướng dẫn");
        await page.PressAsync("#title-a1", "Control+Enter");
        await Expect(page.Locator("#card-a1 .chip.ok")).ToHaveCountAsync(1);
        await page.PressAsync("#title-p2", "Control+Enter");
        await Expect(page.Locator("#card-p2 .chip.ok")).ToHaveTextAsync("Đã chấp nhận, có sửa");
        await leader.SeeAsync("Từ nay “Trung tâm Khởi nghiệp” được hiểu là");

        // Words selected in the text become a task where they stand; joined with the one before.
        await page.EvaluateAsync("""
            () => {
              const walker = document.createTreeWalker(document.getElementById('source'), NodeFilter.SHOW_TEXT);
              for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf('công khai danh mục hỗ trợ');
                if (at >= 0) { const range = document.createRange(); range.setStart(node, at); range.setEnd(node, at + 25); getSelection().removeAllRanges(); getSelection().addRange(range); return; }
              }
            }
            """);
        await page.ClickAsync("#add-selected");
        await Expect(page.Locator("#title-a2")).ToHaveValueAsync("Công khai danh mục hỗ trợ");
        await Expect(page.Locator(".piece[data-item~=a2]")).ToHaveTextAsync("công khai danh mục hỗ trợ");

        // A reload keeps the text, the fields and every decision.
        await page.ClickAsync("#identity summary");
        await page.FillAsync("#subject", "Năng lực đổi mới sáng tạo (ban 2)");
        await page.PressAsync("#subject", "Tab");
        await page.WaitForFunctionAsync("() => Object.values(sessionStorage).some(v => v.includes('(ban 2)'))");
        await page.ReloadAsync();
        await leader.ReadyAsync();
        await Expect(page.Locator("#subject")).ToHaveValueAsync("Năng lực đổi mới sáng tạo (ban 2)");
        await Expect(page.Locator("#card-p2 .chip.ok")).ToHaveTextAsync("Đã chấp nhận, có sửa");
        await page.PressAsync("#title-a2", "Control+Enter");
        await Expect(page.Locator("#card-p1")).ToBeFocusedAsync();
        await page.FocusAsync("#card-p3");
        await page.Keyboard.PressAsync("m");
        Assert.StartsWith("Xây dựng sổ tay hướng dẫn; kiểm tra", await page.InputValueAsync("#title-a1"), StringComparison.Ordinal);
        await page.PressAsync("#title-a1", "Control+Enter");
        await page.ClickAsync("#card-p1 [data-keys~=a]");
        await page.ClickAsync("#launch");
        await page.WaitForSelectorAsync("#confirm");
        await Expect(page.Locator("[id^=decide-]")).ToHaveCountAsync(4);

        // The next reading knows the name.
        await leader.GoAsync("/directives/launch");
        await page.FillAsync("#text", PlanOf("172"));
        await page.ClickAsync("#read");
        await Expect(page.Locator("#card-p2")).ToContainTextAsync("Phòng Quản lý Công nghệ và Đổi mới sáng tạo");
    }

    [Fact]
    public async Task A_docx_and_a_pdf_with_an_annex_table_are_read_and_launched_and_a_wrong_file_costs_nothing()
    {
        await using var clerk = await Visitor.ComeAsync(chrome, host);
        await clerk.SignInAsync("theodoi", "/directives/launch");
        var page = clerk.Page;
        await page.FillAsync("#text", "Văn bản đang soạn dở");
        await page.PressAsync("#text", "Tab");
        await page.SetInputFilesAsync("#file", new FilePayload { Name = "cong-van.pdf", MimeType = "application/pdf", Buffer = "MZ not a document"u8.ToArray() });
        await Expect(page.Locator("form .problem")).ToContainTextAsync("cong-van.pdf");
        await Expect(page.Locator("#text")).ToHaveValueAsync("Văn bản đang soạn dở");
        await clerk.ShootAsync("review-wrong-file");

        await page.SetInputFilesAsync("#file", new FilePayload { Name = "ke-hoach.docx", MimeType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Buffer = DirectiveFiles.WordWithAnnex("181/KH-UBND") });
        await Expect(page.Locator("#code")).ToHaveValueAsync("181/KH-UBND");
        await Expect(page.Locator(".proposed")).ToHaveCountAsync(3);
        await Expect(page.Locator(".proposed").Last).ToContainTextAsync("31/03/2027");
        await clerk.ShootAsync("review-docx");
        await TakeAllAsync(page);
        await page.ClickAsync("#launch");
        await page.WaitForURLAsync(url => !url.EndsWith("/launch", StringComparison.Ordinal));

        await clerk.GoAsync("/directives/launch");
        await Expect(page.Locator("#text")).ToHaveValueAsync("");
        await page.SetInputFilesAsync("#file", new FilePayload { Name = "ke-hoach.pdf", MimeType = "application/pdf", Buffer = await DirectiveFiles.PdfAsync(chrome, PlanOf("182")) });
        await Expect(page.Locator("#code")).ToHaveValueAsync("182/KH-UBND");
        await Expect(page.Locator(".proposed")).ToHaveCountAsync(5);
        await Expect(page.Locator(".proposed").Nth(3)).ToContainTextAsync("Xây dựng kho dữ liệu doanh nghiệp");
        await Expect(page.Locator(".proposed").Nth(3)).ToContainTextAsync("29/01/2027");
        await clerk.ShootAsync("review-pdf");
        await TakeAllAsync(page);
        await page.ClickAsync("#launch");
        await page.WaitForURLAsync(url => !url.EndsWith("/launch", StringComparison.Ordinal));

        // The same document again: the refusal stands beside its code, and the review is still there.
        await clerk.GoAsync("/directives/launch");
        await page.FillAsync("#text", PlanOf("182"));
        await page.ClickAsync("#read");
        await page.ClickAsync("#take-sure");
        await Expect(page.Locator("#card-p1 .chip.ok")).ToHaveCountAsync(1);
        await TakeAllAsync(page);
        await page.ClickAsync("#launch");
        await Expect(page.Locator("#identity .problem")).ToContainTextAsync("đã được đăng ký");
        await Expect(page.Locator("#code")).ToBeFocusedAsync();
        await Expect(page.Locator(".proposed .chip.ok")).ToHaveCountAsync(3);
        await clerk.ShootAsync("review-duplicate");
    }

    [Fact]
    public async Task On_a_phone_text_and_proposals_are_two_tabs_and_single_keys_can_be_turned_off()
    {
        await using var leader = await Visitor.ComeAsync(chrome, host, width: 390);
        await leader.SignInAsync("giamdoc", "/directives/launch");
        var page = leader.Page;
        await page.FillAsync("#text", PlanOf("191"));
        await page.ClickAsync("#read");
        await Expect(page.Locator("#card-p1")).ToBeVisibleAsync();
        await Expect(page.Locator("#source")).ToBeHiddenAsync();
        await Expect(page.Locator("#card-p1 .quotation")).ToBeVisibleAsync();
        Assert.True(await leader.OverflowAsync() <= 0);
        await leader.ShootAsync("review-390");
        await page.ClickAsync("#tab-text");
        await Expect(page.Locator("#source")).ToBeVisibleAsync();
        Assert.True(await leader.OverflowAsync() <= 0);
        await leader.ShootAsync("review-390-text");

        // A place in the text leads to its card in the other tab.
        await page.Locator(".piece.in-task").First.ClickAsync();
        await Expect(page.Locator("#card-p1")).ToBeFocusedAsync();
        await page.EvaluateAsync("() => directiveFlow.setTheme('dark')");
        await page.ReloadAsync();
        await leader.ReadyAsync();
        await Expect(page.Locator("#card-p3")).ToBeVisibleAsync();
        await leader.ShootAsync("review-390-dark");
        await page.SetViewportSizeAsync(1024, 800);
        Assert.True(await leader.OverflowAsync() <= 0);
        await leader.ShootAsync("review-1024-dark");
        await page.SetViewportSizeAsync(1440, 900);
        Assert.True(await leader.OverflowAsync() <= 0);
        await leader.ShootAsync("review-1440-dark");

        await page.UncheckAsync("#single-keys");
        await Expect(page.Locator("[data-review=quiet]")).ToHaveCountAsync(1);
        await page.FocusAsync("#card-p1");
        await page.Keyboard.PressAsync("a");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Locator("#card-p2")).ToBeFocusedAsync();
        await Expect(page.Locator("#card-p1 .chip.ok")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#card-p1 .chip.ok")).ToHaveCountAsync(1);
    }

    private static async Task TakeAllAsync(IPage page)
    {
        for (var left = await page.Locator(".proposed [data-keys~=a]").CountAsync(); left > 0; left--)
        {
            await page.Locator(".proposed [data-keys~=a]").First.ClickAsync();
            await Expect(page.Locator(".proposed [data-keys~=a]")).ToHaveCountAsync(left - 1);
        }
    }
}
