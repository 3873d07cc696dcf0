; The Windows set-up program: for one user, without an administrator.
; build_installer.py hands in VERSION, ICON, OUTFILE, and two lists made from the payload, so that the
; uninstaller removes exactly the files the installer brought, and only folders that are then empty.
Unicode true
ManifestDPIAware true
Name "Metdesk"
OutFile "${OUTFILE}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Metdesk"
InstallDirRegKey HKCU "Software\Metdesk" "InstallDir"
SetCompressor /SOLID lzma
!define REMOVAL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Metdesk"

!include MUI2.nsh
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\metdesk.exe"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Metdesk"
VIAddVersionKey "FileDescription" "Metdesk set-up"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "Metdesk contributors"

Section "Metdesk"
    ; an earlier version goes first, so that no file of it stays behind
    ReadRegStr $0 HKCU "Software\Metdesk" "InstallDir"
    IfFileExists "$0\uninstall.exe" 0 fresh
    ExecWait '"$0\uninstall.exe" /S _?=$0'
fresh:
    !include "${INSTALL_LIST}"
    SetOutPath "$INSTDIR"
    WriteUninstaller "$INSTDIR\uninstall.exe"
    CreateShortcut "$SMPROGRAMS\Metdesk.lnk" "$INSTDIR\metdesk.exe"
    WriteRegStr HKCU "Software\Metdesk" "InstallDir" "$INSTDIR"
    WriteRegStr HKCU "${REMOVAL}" "DisplayName" "Metdesk"
    WriteRegStr HKCU "${REMOVAL}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKCU "${REMOVAL}" "DisplayIcon" "$INSTDIR\metdesk.exe"
    WriteRegStr HKCU "${REMOVAL}" "Publisher" "Metdesk contributors"
    WriteRegStr HKCU "${REMOVAL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKCU "${REMOVAL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKCU "${REMOVAL}" "NoModify" 1
    WriteRegDWORD HKCU "${REMOVAL}" "NoRepair" 1
SectionEnd

Section "Uninstall"
    !include "${REMOVE_LIST}"
    Delete "$INSTDIR\uninstall.exe"
    Delete "$SMPROGRAMS\Metdesk.lnk"
    SetOutPath "$TEMP"
    RMDir "$INSTDIR"
    DeleteRegKey HKCU "${REMOVAL}"
    DeleteRegValue HKCU "Software\Metdesk" "InstallDir"
    DeleteRegKey /ifempty HKCU "Software\Metdesk"
SectionEnd
